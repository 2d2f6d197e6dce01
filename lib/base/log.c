/*
 * log: a line is put together in one static buffer and written at once, so
 * that the lines of several processes on one file never mix.  A value is cut
 * to a length, a field that does not fit is left out; both set "cut".  A
 * failed write is nobody's business here: logging never stops the service.
 */
#include "base/log.h"

#include <errno.h>
#include <unistd.h>

#include "base/civil.h"
#include "base/clock.h"
#include "base/utf8.h"

#include "base/banned.h"

#define LOG_LINE 8192			/* bytes, with the newline */
#define LOG_VALUE 1024			/* bytes of a text before escaping */
#define LOG_TAIL sizeof(",\"cut\":true}\n")
#define LOG_NAME 128			/* bytes of a program's or trace's */

static char log_program[LOG_NAME] = "watchbill";
static char log_trace_id[LOG_NAME];
static int log_fd = STDERR_FILENO;

static const char *const log_levels[LOG__MAX] = {
	[LOG_DEBUG] = "debug",
	[LOG_INFO] = "info",
	[LOG_WARN] = "warn",
	[LOG_ERROR] = "error",
};

/* What of s fits into n bytes without splitting a character. */
static struct str
log_cut(struct str s, size_t n)
{
	if (s.n <= n)
		return s;
	while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return (struct str){ s.p, n };
}

static void
log_keep(char ret[LOG_NAME], const char *s)
{
	struct buf b;

	buf_fixed(&b, ret, LOG_NAME);
	buf_str(&b, log_cut(str_of(s), LOG_NAME - 1));
}

void
log_open(const char *program, int fd)
{
	log_keep(log_program, program);
	log_fd = fd;
}

void
log_trace(const char *id)
{
	log_keep(log_trace_id, id);
}

static bool
log_is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* One character that is not plain. */
static void
log_escape_one(struct buf *b, int32_t c)
{
	if (c == '"' || c == '\\') {
		buf_char(b, '\\');
		buf_char(b, (char)c);
	} else if (c < 0) {
		BUF_LIT(b, "\xef\xbf\xbd");
	} else if (c < 0x20 || (c >= 0x7f && c <= 0x9f) ||
	    c == 0x2028 || c == 0x2029) {
		buf_printf(b, "\\u%04x", (unsigned)c);
	} else {
		utf8_put(b, c);
	}
}

void
log_escape(struct buf *b, struct str s)
{
	size_t n;

	while (s.n > 0) {
		for (n = 0; n < s.n && log_is_plain((unsigned char)s.p[n]); n++)
			;
		buf_add(b, s.p, n);
		s.p += n;
		s.n -= n;
		if (s.n > 0)
			log_escape_one(b, utf8_next(&s));
	}
}

static void
log_put_text(struct buf *b, const char *key, struct str value)
{
	BUF_LIT(b, "\"");
	log_escape(b, str_of(key));
	BUF_LIT(b, "\":\"");
	log_escape(b, value);
	BUF_LIT(b, "\"");
}

static void
log_put_time(struct buf *b)
{
	char text[INSTANT_TEXT];
	int64_t now = clock_now_ms();

	instant_format(now / 1000, text);
	buf_printf(b, "{\"time\":\"%.19s.%03dZ\",", text, (int)(now % 1000));
}

/* One field, whole or not at all; false if anything of it is missing. */
static bool
log_put_field(struct buf *b, struct log_field f)
{
	struct str value = str_of(f.text);
	size_t before = b->n;

	BUF_LIT(b, ",");
	if (f.text != NULL) {
		log_put_text(b, f.key, log_cut(value, LOG_VALUE));
	} else {
		BUF_LIT(b, "\"");
		log_escape(b, str_of(f.key));
		BUF_LIT(b, "\":");
		buf_int(b, f.number);
	}
	if (!b->failed)
		return value.n <= LOG_VALUE;
	b->failed = false;
	b->n = before;
	return false;
}

static void
log_write(const char *p, size_t n)
{
	int saved = errno;

	while (write(log_fd, p, n) < 0 && errno == EINTR)
		;
	errno = saved;
}

void
log_event(enum log_level level, const char *event,
    const struct log_field *fields, size_t n)
{
	static char line[LOG_LINE];
	struct buf b;
	bool cut = false;
	size_t i;

	buf_fixed(&b, line, sizeof(line) - LOG_TAIL);
	log_put_time(&b);
	log_put_text(&b, "level", str_of(log_levels[level]));
	BUF_LIT(&b, ",");
	log_put_text(&b, "program", str_of(log_program));
	if (log_trace_id[0] != '\0')
		cut |= !log_put_field(&b, LOG_TEXT("trace_id", log_trace_id));
	cut |= !log_put_field(&b, LOG_TEXT("event", event));
	for (i = 0; i < n; i++)
		cut |= !log_put_field(&b, fields[i]);
	b.max = b.size = sizeof(line);
	b.max--;
	if (cut)
		BUF_LIT(&b, ",\"cut\":true");
	BUF_LIT(&b, "}\n");
	log_write(b.p, b.n);
}
