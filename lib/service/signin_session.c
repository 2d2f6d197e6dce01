/*
 * signin_session: sessions begun, looked up and ended.  Every program links
 * this file, so it knows neither phones nor codes.
 */
#include "service/signin.h"

#include <string.h>

#include "base/random.h"
#include "store/tx.h"

#include "base/banned.h"

#define DAY_S 86400

void
signin_token(struct signin *ret)
{
	uint8_t random[TOKEN_BYTES];

	*ret = (struct signin){ 0 };
	random_bytes(random, sizeof(random));
	token_format(random, ret->token);
	explicit_bzero(random, sizeof(random));
}

static void
signin_become(struct act *act, const struct signin_start *in, int64_t session)
{
	act->actor = (struct actor){
		.person = in->person,
		.role = in->role,
		.name = in->name,
		.kind = "person",
		.session = session,
	};
}

/* What happened to a session, its own row as the subject. */
static enum status
signin_audit(struct act *act, struct tx *tx, const char *event,
    const char *factors)
{
	struct node *detail = model_new(act->arena);

	model_int(detail, "person", act->actor.person);
	if (factors != NULL)
		model_text(detail, "factors", factors);
	return act_audit(act, tx, &(struct audited){
	    .event = event,
	    .kind = "session",
	    .id = act->actor.session,
	    .detail = detail,
	});
}

static enum status
signin_end(struct act *act, struct tx *tx, const char *why)
{
	enum status s = sessions_end(tx, act->actor.session, why, act->now);

	return s == OK ? signin_audit(act, tx, "session.ended", NULL) : s;
}

static enum status
signin_insert(struct act *act, struct tx *tx, const struct signin_start *in,
    struct signin *ret)
{
	struct session_new row = {
		.person = in->person,
		.surface = in->surface,
		.factors = in->factors,
		.user_agent = act->user_agent != NULL ? act->user_agent : "",
		.address = act->address != NULL ? act->address : "",
		.created_at = act->now,
	};

	ret->expires_in_s = act->config->login.session_days * DAY_S;
	row.expires_at = act->now + ret->expires_in_s;
	token_hash(str_of(ret->token), row.token_hash);
	return sessions_insert(tx, &row, &ret->session);
}

enum status
signin_start(struct act *act, struct tx *tx, const struct signin_start *in,
    struct signin *ret)
{
	enum status s = OK;

	/* One browser, one session (SS-02). */
	if (act->actor.session != 0)
		s = signin_end(act, tx, "replaced");
	if (s == OK)
		s = signin_insert(act, tx, in, ret);
	if (s != OK)
		return s;
	ret->person = in->person;
	ret->role = in->role;
	ret->name = in->name;
	signin_become(act, in, ret->session);
	return signin_audit(act, tx, "session.started", in->factors);
}

enum status
signin_session(struct act *act, struct str token,
    enum session_surface surface, struct session *ret)
{
	struct session_key key = { .surface = surface, .now = act->now };
	enum status s;

	if (!token_is_wellformed(token))
		return E_ANONYMOUS;
	token_hash(token, key.token_hash);
	s = sessions_get(act->db, &key, act->arena, ret);
	if (s != OK)
		return s == E_NOTFOUND ? E_ANONYMOUS : s;
	signin_become(act, &(struct signin_start){
	    .person = ret->person,
	    .role = ret->role,
	    .name = ret->name,
	}, ret->id);
	return OK;
}

enum status
signin_logout(struct act *act)
{
	struct tx *tx;
	enum status s;

	if (act->actor.session == 0)
		return OK;
	s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = tx_end(tx, signin_end(act, tx, "logout"));
	if (s == OK)
		act->actor = (struct actor){
			.role = ROLE_PUBLIC,
			.kind = "public",
		};
	return s;
}
