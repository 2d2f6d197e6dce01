/*
 * html: escaping copies whole spans between the characters that matter, since
 * most texts have none.
 */
#include "view/html.h"

#include <string.h>
#include <strings.h>

#include "base/banned.h"

/* Where a character must not stand as it is. */
enum { IN_TEXT = 1, IN_ATTRIBUTE = 2 };

static const unsigned char html_special[256] = {
	['&'] = IN_TEXT | IN_ATTRIBUTE,
	['<'] = IN_TEXT | IN_ATTRIBUTE,
	['>'] = IN_TEXT | IN_ATTRIBUTE,
	['"'] = IN_ATTRIBUTE,
};

static const char *
html_entity(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	default:
		return NULL;
	}
}

static void
html_escape(struct buf *b, struct str s, unsigned char where)
{
	size_t from = 0, i;

	for (i = 0; i < s.n; i++) {
		if ((html_special[(unsigned char)s.p[i]] & where) == 0)
			continue;
		if (i > from)
			buf_add(b, s.p + from, i - from);
		buf_cstr(b, html_entity(s.p[i]));
		from = i + 1;
	}
	if (s.n > from)
		buf_add(b, s.p + from, s.n - from);
}

void
html_text(struct buf *b, struct str s)
{
	html_escape(b, s, IN_TEXT);
}

void
html_attribute(struct buf *b, struct str s)
{
	html_escape(b, s, IN_ATTRIBUTE);
}

void
html_segment(struct buf *b, struct str s)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t i;

	for (i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		char hex[3] = { '%', digits[c >> 4], digits[c & 15] };

		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || strchr("-._~", c) != NULL)
			buf_char(b, (char)c);
		else
			buf_add(b, hex, sizeof(hex));
	}
}

static bool
html_url_is_plain(struct str s)
{
	size_t i;

	for (i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f ||
		    s.p[i] == '\\')
			return false;
	return true;
}

bool
html_url_is_own(struct str s)
{
	return s.n > 0 && html_url_is_plain(s) && s.p[0] == '/' &&
	    (s.n == 1 || s.p[1] != '/');
}

bool
html_url_is_safe(struct str s)
{
	static const char *const schemes[] = { "http://", "https://", "tel:",
	    "sms:", "mailto:", "geo:" };
	size_t i, n;

	if (html_url_is_own(s))
		return true;
	if (s.n == 0 || !html_url_is_plain(s))
		return false;
	if (s.p[0] == '#' || s.p[0] == '?')
		return true;
	for (i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		n = strlen(schemes[i]);
		if (s.n > n && strncasecmp(s.p, schemes[i], n) == 0)
			return true;
	}
	return false;
}
