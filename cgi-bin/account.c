/* account: asking to join, and the link that makes the first administrator. */
#include <string.h>

#include "base/str.h"
#include "service/membership.h"
#include "store/audit.h"
#include "store/challenges.h"
#include "store/invitations.h"
#include "store/outbox.h"
#include "store/people.h"
#include "store/sessions.h"
#include "view/language.h"
#include "web/forms_site.h"
#include "web/serve.h"

#include "base/banned.h"

static enum status
apply(struct req *r)
{
	r->out.title = req_text(r, N_("Ask to join"));
	return OK;
}

static enum status
apply_send(struct req *r)
{
	const struct apply_form *f = r->form;
	struct member_new in = { .name = str_of(f->name),
		.phone = str_of(f->phone) };

	return membership_apply(&r->act, &in);
}

static enum status
applied(struct req *r)
{
	r->out.title = req_text(r, N_("Thank you"));
	return OK;
}

static enum status
welcome(struct req *r)
{
	const char *token = req_param(r, "token");

	r->out.title = req_text(r, N_("Welcome to your watch"));
	model_text(r->out.data, "token", token);
	return membership_welcome_check(&r->act, str_of(token));
}

static enum status
welcome_take(struct req *r)
{
	const struct apply_form *f = r->form;
	struct welcome_in in = { .token = str_of(req_param(r, "token")),
		.name = str_of(f->name), .phone = str_of(f->phone),
		.surface = SESSION_BROWSER };
	struct signin session;
	enum status s = membership_welcome(&r->act, &in, &session);

	if (s != OK)
		return s;
	req_session_start(r, session.token, session.expires_in_s);
	explicit_bzero(&session, sizeof(session));
	return OK;
}

static const struct binding bindings[] = {
	{ R_APPLY, apply },
	{ R_APPLY_SEND, apply_send },
	{ R_APPLIED, applied },
	{ R_WELCOME, welcome },
	{ R_WELCOME_TAKE, welcome_take },
};

static const struct module *const modules[] = {
	&people_module, &sessions_module, &invitations_module, &outbox_module,
	&audit_module, NULL
};

int
main(int argc, char **argv)
{
	return serve(&(struct program_in){
	    .program = P_ACCOUNT,
	    .bindings = bindings,
	    .n = sizeof(bindings) / sizeof(bindings[0]),
	    .modules = modules,
	}, argc, argv);
}
