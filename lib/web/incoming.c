/*
 * incoming: the parameters in one pass over a table of those that matter.
 * What stands in no row is never looked at.
 */
#include "web/incoming.h"

#include <string.h>

#include "base/num.h"
#include "web/cookie.h"

#include "base/banned.h"

struct incoming_row {
	const char *name;
	size_t offset;			/* of a struct str */
};

#define ROW(name, member) { name, offsetof(struct incoming, member) }

static const struct incoming_row incoming_rows[] = {
	ROW("REQUEST_METHOD", method_name),
	ROW("DOCUMENT_URI", document),
	ROW("QUERY_STRING", query),
	ROW("CONTENT_LENGTH", length),
	ROW("REMOTE_ADDR", address),
	ROW("TRACE_ID", trace),
	ROW("HTTP_COOKIE", cookie),
	ROW("HTTP_AUTHORIZATION", authorization),
	ROW("HTTP_CONTENT_TYPE", content_type),
	ROW("HTTP_X_CSRF_TOKEN", csrf),
	ROW("HTTP_ORIGIN", origin),
	ROW("HTTP_SEC_FETCH_SITE", site),
	ROW("HTTP_ACCEPT_LANGUAGE", languages),
	ROW("HTTP_USER_AGENT", user_agent),
};

#define INCOMING_ROWS (sizeof(incoming_rows) / sizeof(incoming_rows[0]))

/* Headers that nobody reads yet, but that are sensitive all the same. */
static const char *const incoming_single[] = {
	"HTTP_IDEMPOTENCY_KEY", "HTTP_X_TWILIO_SIGNATURE", "HTTP_HOST",
	"HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING", NULL,
};

/* Which row a parameter is, INCOMING_ROWS if none. */
static size_t
incoming_row(struct str name)
{
	size_t i = 0;

	while (i < INCOMING_ROWS && !str_is(name, incoming_rows[i].name))
		i++;
	return i;
}

static bool
incoming_is_single(struct str name, unsigned *seen)
{
	unsigned i;

	for (i = 0; incoming_single[i] != NULL; i++)
		if (str_is(name, incoming_single[i])) {
			if ((*seen & 1u << i) != 0)
				return false;
			*seen |= 1u << i;
		}
	return true;
}

static bool
incoming_collect(const char *const *envp, struct incoming *ret)
{
	struct str name, value;
	unsigned seen = 0, seen_single = 0;
	bool fine = true;
	size_t i;

	for (; *envp != NULL; envp++) {
		value = str_cut(str_of(*envp), '=', &name);
		i = incoming_row(name);
		if (i == INCOMING_ROWS) {
			fine &= incoming_is_single(name, &seen_single);
		} else if ((seen & 1u << i) != 0) {
			fine = false;
		} else {
			seen |= 1u << i;
			memcpy((char *)ret + incoming_rows[i].offset, &value,
			    sizeof(value));
		}
	}
	return fine;
}

/* HEAD is a GET without its body; nothing else has a second name, and no
 * header changes it. */
static void
incoming_method(struct incoming *in)
{
	in->head = str_is(in->method_name, "HEAD");
	if (in->head || str_is(in->method_name, "GET"))
		in->method = M_GET;
	else if (str_is(in->method_name, "POST"))
		in->method = M_POST;
	else
		in->method = M_UNSET;
}

/* Everything under /api/ is a program's, whether or not it exists. */
static void
incoming_surface(struct incoming *in)
{
	static const char v1[] = "/api/v1";
	size_t n = sizeof(v1) - 1;

	in->path = in->document;
	in->surface = SURFACE_PAGE;
	if (!str_is(in->document, "/api") && !str_starts(in->document, "/api/"))
		return;
	in->surface = SURFACE_API;
	in->path = STR("");
	if (str_starts(in->document, v1) && in->document.n > n &&
	    in->document.p[n] == '/')
		in->path = (struct str){ in->document.p + n,
		    in->document.n - n };
}

static enum status
incoming_length(struct incoming *in)
{
	int64_t n;

	if (in->length.n == 0)
		return OK;
	if (!num_parse(in->length, 0, INT64_MAX, &n))
		return E_MALFORMED;
	if (n > (int64_t)INCOMING_BODY_MAX)
		return E_TOOLARGE;
	in->body_n = (size_t)n;
	return OK;
}

enum status
incoming_read(const char *const *envp, struct incoming *ret)
{
	bool fine;

	*ret = (struct incoming){ .body_n = 0 };
	fine = incoming_collect(envp, ret);
	incoming_method(ret);
	incoming_surface(ret);
	if (!fine || ret->cookie.n > COOKIE_HEADER_MAX)
		return E_MALFORMED;
	return incoming_length(ret);
}
