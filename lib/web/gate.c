/*
 * gate: the row of the route decides, the gates only carry it out.  An error
 * on the way is a refusal: nothing here fails open.
 */
#include "web/gate.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/metrics.h"
#include "domain/origin.h"
#include "domain/otp.h"
#include "service/signin.h"
#include "web/csrf.h"
#include "web/private.h"

#include "base/banned.h"

#define MINUTE_S 60
#define HOUR_S 3600

/* "Bearer TOKEN"; the scheme's case does not matter (RFC 9110 11.1). */
static struct str
gate_bearer(const struct incoming *in)
{
	static const char scheme[] = "bearer ";
	size_t n = sizeof(scheme) - 1;

	if (in->authorization.n <= n ||
	    strncasecmp(in->authorization.p, scheme, n) != 0)
		return STR("");
	return (struct str){ in->authorization.p + n,
	    in->authorization.n - n };
}

/* Pages look at the cookie alone, the API at the bearer's token alone. */
static enum status
gate_token(struct req *r, struct str *ret)
{
	*ret = STR("");
	if (r->surface == SURFACE_API)
		*ret = gate_bearer(r->in->incoming);
	else if (r->surface == SURFACE_PAGE &&
	    !cookie_get(r->in->incoming->cookie, "session", ret))
		return E_MALFORMED;
	return OK;
}

static void
gate_language(struct req *r, const struct session *session)
{
	struct str cookie = req_cookie(r, "language");
	const char *chosen = session == NULL ? NULL : session->language;

	if (chosen == NULL && cookie.n > 0)
		chosen = str_copy(r->arena, cookie);
	r->act.language = language_pick(chosen, r->in->incoming->languages,
	    r->act.config->site.language);
}

enum status
gate_session(struct req *r)
{
	struct session session;
	struct str token;
	enum status s;

	s = gate_token(r, &token);
	if (s == OK && token.n > 0)
		s = signin_session(&r->act, token,
		    r->surface == SURFACE_API ? SESSION_API : SESSION_BROWSER,
		    &session);
	else if (s == OK)
		s = E_ANONYMOUS;
	gate_language(r, s == OK ? &session : NULL);
	return s == E_ANONYMOUS ? OK : s;
}

static enum status
gate_role(struct req *r)
{
	if (r->act.actor.role >= r->in->asked->role)
		return OK;
	return r->act.actor.person == 0 ? E_ANONYMOUS : E_DENIED;
}

static enum status
gate_csrf(struct req *r)
{
	if (r->in->asked->csrf == CSRF_SAFE || r->surface != SURFACE_PAGE)
		return OK;
	return csrf_check(r);
}

/* How much of what, over how long, and by whom: a zero is no limit. */
struct gate_limit {
	int64_t burst, per_s;
	bool by_person;
};

static struct gate_limit
gate_limit(const struct config *c, enum rate rate)
{
	switch (rate) {
	case RATE_READ:
		return (struct gate_limit){ c->limits.reads_per_min,
		    MINUTE_S, true };
	case RATE_WRITE:
		return (struct gate_limit){ c->limits.writes_per_min,
		    MINUTE_S, true };
	case RATE_CODE:
		return (struct gate_limit){ c->limits.codes_per_hour,
		    HOUR_S, false };
	case RATE_VERIFY:	/* each code that was asked for may be tried */
		return (struct gate_limit){ c->limits.codes_per_hour *
		    OTP_TRIES, HOUR_S, false };
	case RATE_APPLY:
		return (struct gate_limit){ c->limits.applies_per_hour,
		    HOUR_S, false };
	case RATE_CALLBACK:
		return (struct gate_limit){ c->limits.callbacks_per_min,
		    MINUTE_S, false };
	case RATE_PROBE:
	case RATE_UNSET:
	case RATE__MAX:
		break;
	}
	return (struct gate_limit){ 0, 0, false };
}

static struct str
gate_key(struct req *r, bool by_person)
{
	int64_t person = r->act.actor.person;

	if (!by_person || person == 0)
		return origin_of(r->act.address, r->arena);
	return str_of(str_printf(r->arena, "person %lld", (long long)person));
}

static enum status
gate_rate(struct req *r)
{
	struct gate_limit limit = gate_limit(r->act.config, r->in->asked->rate);
	int64_t wait_s = 0;

	if (limit.burst == 0 ||
	    metrics_rate((unsigned)r->in->asked->rate,
	    gate_key(r, limit.by_person), limit.burst, limit.per_s,
	    clock_now_ms() * 1000, &wait_s))
		return OK;
	r->act.retry_after_s = wait_s;
	return act_refuse(&r->act, E_LIMITED, "rate-limited", NULL);
}

/* Without parameters, but perhaps with charset=utf-8. */
static bool
gate_content_is(struct str content_type, const char *want)
{
	struct str type, rest = str_cut(content_type, ';', &type);

	type = str_trim(type);
	rest = str_trim(rest);
	if (type.n != strlen(want) || strncasecmp(type.p, want, type.n) != 0)
		return false;
	return rest.n == 0 || (rest.n == strlen("charset=utf-8") &&
	    strncasecmp(rest.p, "charset=utf-8", rest.n) == 0);
}

/* Pages take forms, the API takes JSON, and nothing is guessed (CS-04). */
static enum status
gate_media(const struct req *r)
{
	const struct incoming *in = r->in->incoming;

	if (in->method != M_POST ||
	    (in->body.n == 0 && in->content_type.n == 0))
		return OK;
	return gate_content_is(in->content_type, r->surface == SURFACE_API ?
	    "application/json" : "application/x-www-form-urlencoded") ?
	    OK : E_MEDIA;
}

/* The pairs of a query or a page's body, once; csrf and form need them. */
static enum status
gate_pairs(struct req *r)
{
	const struct incoming *in = r->in->incoming;

	if (in->method == M_GET)
		return form_decode(in->query, FORM_QUERY_PAIRS, r->arena,
		    &r->in->pairs);
	if (in->query.n > 0)
		return E_MALFORMED;
	if (r->surface != SURFACE_PAGE)
		return OK;
	return form_decode(in->body, FORM_BODY_PAIRS, r->arena,
	    &r->in->pairs);
}

/* The token is the gates', not the form's. */
static struct pairs
gate_without_token(const struct req *r)
{
	const struct pairs *p = &r->in->pairs;
	struct pair *v = ARENA_ARRAY(r->arena, struct pair, p->n);
	size_t i, n = 0;

	for (i = 0; i < p->n; i++)
		if (r->in->asked->method != M_POST ||
		    !str_is(p->v[i].name, "csrf"))
			v[n++] = p->v[i];
	return (struct pairs){ v, n };
}

static enum status
gate_form(struct req *r)
{
	const struct form *f = r->in->asked->form;
	struct form_query in = { .face = FACE_PAGE };

	if (r->surface == SURFACE_API && r->in->asked->method == M_POST)
		return form_read_json(f, r->in->incoming->body, &r->act,
		    &r->form);
	if (r->surface == SURFACE_API)
		in.face = FACE_API;
	in.pairs = gate_without_token(r);
	return form_read_query(f, &in, &r->act, &r->form);
}

enum status
gate_pass(struct req *r)
{
	static enum status (*const gates[])(struct req *) = {
		gate_role, gate_csrf, gate_rate, gate_form,
	};
	enum status s;
	size_t i;

	s = gate_media(r);
	if (s == OK)
		s = gate_pairs(r);
	for (i = 0; s == OK && i < sizeof(gates) / sizeof(gates[0]); i++)
		s = gates[i](r);
	return s;
}
