/*
 * csrf: two locks, either of which would do: what the browser says about who
 * made the request, and a token only a page of ours could show.
 */
#include "web/csrf.h"

#include <string.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/random.h"
#include "domain/digest.h"
#include "domain/seal.h"
#include "domain/token.h"
#include "web/private.h"

#include "base/banned.h"

#define CSRF_BROWSER_S (400 * 86400)	/* as long as browsers keep any */

static void
csrf_mac(const struct req *r, const char *purpose, struct str secret,
    uint8_t ret[DIGEST_BYTES])
{
	struct digest_part part = { secret.p, secret.n };

	seal_mac(db_keys(r->act.db), purpose, &part, 1, ret);
}

static bool
csrf_is_signed_in(const struct req *r)
{
	return r->act.actor.session != 0;
}

/* A cookie of a shape we never made is as good as none. */
static struct str
csrf_browser(const struct req *r)
{
	struct str cookie = req_cookie(r, "browser");

	return token_is_wellformed(cookie) ? cookie : STR("");
}

static struct str
csrf_new_browser(struct req *r)
{
	uint8_t random[TOKEN_BYTES];
	char token[TOKEN_TEXT];

	random_bytes(random, sizeof(random));
	token_format(random, token);
	req_cookie_set(r, "browser", token, CSRF_BROWSER_S);
	return (struct str){ arena_dup(r->arena, token, strlen(token)),
	    strlen(token) };
}

const char *
csrf_token(struct req *r)
{
	uint8_t mac[DIGEST_BYTES], mask[DIGEST_BYTES];
	char *token = arena_alloc(r->arena, MASKED_TEXT);

	if (csrf_is_signed_in(r)) {
		csrf_mac(r, "csrf-session", req_cookie(r, "session"), mac);
	} else {
		if (r->in->browser.n == 0)
			r->in->browser = csrf_browser(r);
		if (r->in->browser.n == 0)
			r->in->browser = csrf_new_browser(r);
		csrf_mac(r, "csrf-browser", r->in->browser, mac);
	}
	random_bytes(mask, sizeof(mask));
	token_mask(mac, mask, token);
	return token;
}

static struct str
csrf_given(const struct req *r)
{
	const struct pairs *p = &r->in->pairs;
	size_t i;

	if (r->in->incoming->csrf.n > 0)
		return r->in->incoming->csrf;
	for (i = 0; i < p->n; i++)
		if (str_is(p->v[i].name, "csrf"))
			return p->v[i].value;
	return STR("");
}

static bool
csrf_fits(const struct req *r, const char *purpose, struct str secret,
    const uint8_t given[DIGEST_BYTES])
{
	uint8_t mac[DIGEST_BYTES];

	if (secret.n == 0)
		return false;
	csrf_mac(r, purpose, secret, mac);
	return str_eq_secret(
	    (struct str){ (const char *)mac, sizeof(mac) },
	    (struct str){ (const char *)given, sizeof(mac) });
}

/*
 * With a session its token is wanted.  A form before sign-in may also carry
 * the browser's: the person signed in beside it, in another tab.
 */
static bool
csrf_token_is_good(const struct req *r)
{
	uint8_t given[DIGEST_BYTES];

	if (!token_unmask(csrf_given(r), given))
		return false;
	if (csrf_is_signed_in(r) && csrf_fits(r, "csrf-session",
	    req_cookie(r, "session"), given))
		return true;
	return r->in->asked->csrf == CSRF_BROWSER &&
	    csrf_fits(r, "csrf-browser", csrf_browser(r), given);
}

/* "none" is the person's own doing: a reload, a bookmark. */
static bool
csrf_origin_is_ours(const struct req *r)
{
	const struct incoming *in = r->in->incoming;

	if (str_is(in->origin, "null"))
		return false;
	if (in->site.n > 0)
		return str_is(in->site, "same-origin") ||
		    str_is(in->site, "none");
	return in->origin.n == 0 || str_is(in->origin,
	    r->act.config->site.url);
}

enum status
csrf_check(struct req *r)
{
	const char *reason = NULL;

	if (!csrf_origin_is_ours(r))
		reason = "csrf-origin";
	else if (!csrf_token_is_good(r))
		reason = "csrf-token";
	if (reason == NULL)
		return OK;
	LOG(LOG_WARN, "csrf_refused", LOG_TEXT("reason", reason),
	    LOG_TEXT("path", r->in->asked->path),
	    LOG_INT("actor", r->act.actor.person),
	    LOG_TEXT("address", r->act.address));
	return act_refuse(&r->act, E_DENIED, reason, NULL);
}
