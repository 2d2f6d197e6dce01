/*
 * login: phone, one-time code, session (PRODUCT rule 8).  On pages the
 * challenge is a cookie of the browser that asked; on the API it is in the
 * body.
 */
#include <string.h>

#include "base/str.h"
#include "base/num.h"
#include "service/signin.h"
#include "store/audit.h"
#include "store/challenges.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/sessions.h"
#include "view/language.h"
#include "web/forms_site.h"
#include "web/serve.h"

#include "base/banned.h"

#define DAY_S INT64_C(86400)

/* Asking for a code -------------------------------------------------------- */

static enum status
login(struct req *r)
{
	r->out.title = req_text(r, N_("Sign in"));
	return OK;
}

/* What the next page says: when the code ends, when another can be sent, and
 * the number's tail: nothing that the browser does not know. */
static void
remember(struct req *r, const struct signin_code *code)
{
	req_cookie_set(r, "challenge", code->challenge, code->expires_in_s);
	req_cookie_set(r, "asked", str_printf(r->arena, "%lld.%lld.%s",
	    (long long)(r->act.now + code->expires_in_s),
	    (long long)(r->act.now + code->resend_after_s), code->tail),
	    code->expires_in_s);
}

static enum status
send_code(struct req *r)
{
	const struct login_code_form *f = r->form;
	struct node *data = r->out.data;
	struct signin_code code;
	enum status s = signin_code(&r->act, str_of(f->phone), &code);

	if (s != OK)
		return s;
	if (r->surface == SURFACE_API)
		model_text(data, "challenge",
		    str_copy(r->arena, str_of(code.challenge)));
	else
		remember(r, &code);
	model_int(data, "expires_in", code.expires_in_s);
	model_int(data, "resend_after", code.resend_after_s);
	explicit_bzero(&code, sizeof(code));
	return OK;
}

/* Taking it ---------------------------------------------------------------- */

/* The cookie is the browser's own to change, so it is read as any input. */
static bool
read_asked(const struct req *r, int64_t *expires_at, int64_t *resend_at,
    struct str *tail)
{
	struct str expires, resend;

	*tail = str_cut(req_cookie(r, "asked"), '.', &expires);
	*tail = str_cut(*tail, '.', &resend);
	return num_parse(expires, r->act.now - DAY_S, r->act.now + DAY_S,
	    expires_at) && num_parse(resend, r->act.now - DAY_S,
	    r->act.now + DAY_S, resend_at) && tail->n == 2;
}

static void
say_asked(struct req *r, struct node *data)
{
	int64_t expires_at, resend_at;
	struct str tail;
	bool asked = read_asked(r, &expires_at, &resend_at, &tail);

	model_bool(data, "fresh", asked && !req_is_again(r) &&
	    expires_at - r->act.now > r->act.config->login.code_s - 5);
	if (!asked)
		return;
	model_str(data, "tail", tail);
	model_instant(data, "expires_at", expires_at, NULL);
	if (resend_at > r->act.now)
		model_instant(data, "resend_at", resend_at, NULL);
}

static enum status
code_page(struct req *r)
{
	r->out.title = req_text(r, N_("Enter the code"));
	say_asked(r, r->out.data);
	return OK;
}

static enum status
verify(struct req *r)
{
	const struct login_verify_form *f = r->form;
	bool api = r->surface == SURFACE_API;
	struct signin_try in = {
		.challenge = api ? str_of(f->challenge) :
		    req_cookie(r, "challenge"),
		.code = str_of(f->code),
		.surface = api ? SESSION_API : SESSION_BROWSER };
	struct signin session;
	enum status s = signin_verify(&r->act, &in, &session);

	if (s != OK)
		return s;
	if (api) {
		model_text(r->out.data, "access_token",
		    str_copy(r->arena, str_of(session.token)));
		model_text(r->out.data, "token_type", "Bearer");
		model_int(r->out.data, "expires_in", session.expires_in_s);
	} else {
		req_session_start(r, session.token, session.expires_in_s);
		req_cookie_clear(r, "challenge");
		req_cookie_clear(r, "asked");
	}
	explicit_bzero(&session, sizeof(session));
	return OK;
}

static enum status
logout(struct req *r)
{
	enum status s = signin_logout(&r->act);

	if (s == OK && r->surface != SURFACE_API)
		req_session_end(r);
	return s;
}

static const struct binding bindings[] = {
	{ R_LOGIN, login },
	{ R_LOGIN_CODE, send_code },
	{ R_LOGIN_CODE_PAGE, code_page },
	{ R_LOGIN_VERIFY, verify },
	{ R_LOGOUT, logout },
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, &challenges_module, &outbox_module,
	&audit_module, NULL
};

int
main(int argc, char **argv)
{
	return serve(&(struct program_in){
	    .program = P_LOGIN,
	    .bindings = bindings,
	    .n = sizeof(bindings) / sizeof(bindings[0]),
	    .modules = modules,
	}, argc, argv);
}
