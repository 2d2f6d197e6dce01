/*
 * membership_admit: how somebody becomes a person: by asking, by being added,
 * or, the very first, by the operator's link.  A number is read, indexed and
 * sealed before the transaction begins.
 */
#include "service/membership.h"

#include <string.h>

#include "domain/phone.h"
#include "store/invitations.h"
#include "store/tx.h"

#include "base/banned.h"

#define INVITATION_S ((int64_t)24 * 60 * 60)

/* Both are judged, so that the form says all that is wrong at once. */
static enum status
membership_prepare(struct act *act, struct str name, struct str phone,
    struct person_new *ret)
{
	const char *e164;
	enum status s, p;

	s = membership_name(act, name, &ret->name);
	p = phone_parse(phone, act->config->site.country, act->arena, &e164);
	if (p != OK)
		s = p;
	if (p == E_INVALID)
		s = act_refuse(act, p, "phone-invalid", "phone");
	if (s != OK)
		return s;
	people_prepare(act->db, e164, act->arena, ret);
	ret->created_at = act->now;
	return OK;
}

/* Who comes in as more than a guest is approved by whoever let them in. */
static void
membership_approved(const struct act *act, struct person_new *row)
{
	if (row->role == ROLE_GUEST)
		return;
	row->approved_at = act->now;
	row->approved_by = act->actor.person;
}

static enum status
membership_audit_new(struct act *act, struct tx *tx, const char *event,
    const struct person_new *row, int64_t person)
{
	struct node *detail = model_new(act->arena);

	model_text(detail, "name", row->name);
	model_text(detail, "role", role_name(row->role));
	return act_audit(act, tx, &(struct audited){
	    .event = event,
	    .kind = "person",
	    .id = person,
	    .detail = detail,
	});
}

static enum status
membership_phone_known(struct act *act, enum status s)
{
	if (s != E_CONFLICT)
		return s;
	return act_refuse(act, E_CONFLICT, "phone-known", "phone");
}

/* A known number leaves a row too: the same work, and a trace of who asked. */
enum status
membership_apply(struct act *act, const struct member_new *in)
{
	struct person_new row = { .role = ROLE_GUEST };
	int64_t person = 0;
	struct tx *tx;
	enum status s;

	s = membership_prepare(act, in->name, in->phone, &row);
	if (s == OK)
		s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = people_insert(tx, &row, &person);
	if (s == OK || s == E_CONFLICT)
		s = membership_audit_new(act, tx, s == OK ? "person.applied" :
		    "person.applied-again", &row, person);
	return tx_end(tx, s);
}

enum status
membership_add(struct act *act, const struct member_new *in, int64_t *ret)
{
	struct person_new row = { .role = in->role };
	int64_t person = 0;
	struct tx *tx;
	enum status s;

	if (!role_may_grant(act->actor.role, false, ROLE_GUEST, in->role))
		return act_refuse(act, E_DENIED, "person-not-yours", "role");
	s = membership_prepare(act, in->name, in->phone, &row);
	if (s == OK)
		s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	membership_approved(act, &row);
	s = people_insert(tx, &row, &person);
	s = membership_phone_known(act, s);
	if (s == OK)
		s = membership_audit_new(act, tx, "person.added", &row,
		    person);
	s = tx_end(tx, s);
	if (s == OK)
		*ret = person;
	return s;
}

static enum status
membership_no_admin(struct act *act, const struct db *db, enum status s,
    const char *reason)
{
	enum status found;
	int64_t n;

	found = people_other_admins(db, 0, &n);
	if (found != OK)
		return found;
	return n == 0 ? OK : act_refuse(act, s, reason, NULL);
}

static enum status
membership_invite(struct act *act, struct tx *tx,
    const struct invitation_new *row)
{
	int64_t id;
	enum status s;

	s = membership_no_admin(act, tx_db(tx), E_CONFLICT, "admin-exists");
	if (s == OK)
		s = invitations_expire(tx, act->now);
	if (s == OK)
		s = invitations_insert(tx, row, &id);
	if (s == OK)
		s = act_audit(act, tx, &(struct audited){
		    .event = "invitation.made",
		    .kind = "invitation",
		    .id = id,
		});
	return s;
}

enum status
membership_first_admin_invite(struct act *act, char ret[TOKEN_TEXT])
{
	struct invitation_new row = {
		.created_at = act->now,
		.expires_at = act->now + INVITATION_S,
	};
	struct signin drawn;
	struct tx *tx;
	enum status s;

	signin_token(&drawn);
	token_hash(str_of(drawn.token), row.token_hash);
	s = tx_begin(act->db, &tx);
	if (s == OK)
		s = tx_end(tx, membership_invite(act, tx, &row));
	if (s == OK)
		memcpy(ret, drawn.token, TOKEN_TEXT);
	explicit_bzero(&drawn, sizeof(drawn));
	return s;
}

static enum status
membership_gone(struct act *act, enum status s)
{
	if (s != E_NOTFOUND)
		return s;
	return act_refuse(act, E_NOTFOUND, "welcome-gone", NULL);
}

enum status
membership_welcome_check(struct act *act, struct str token)
{
	uint8_t hash[DIGEST_BYTES];
	enum status s;

	if (!token_is_wellformed(token))
		return membership_gone(act, E_NOTFOUND);
	token_hash(token, hash);
	s = invitations_check(act->db, hash, act->now);
	if (s != OK)
		return membership_gone(act, s);
	return membership_no_admin(act, act->db, E_NOTFOUND, "welcome-gone");
}

/* The person first: the invitation says who came in with it. */
static enum status
membership_consume(struct act *act, struct tx *tx, struct str token,
    const struct person_new *row, int64_t *ret)
{
	struct invitation_use use = { .now = act->now };
	int64_t invitation;
	enum status s;

	s = membership_no_admin(act, tx_db(tx), E_NOTFOUND, "welcome-gone");
	if (s == OK)
		s = membership_phone_known(act, people_insert(tx, row, ret));
	if (s != OK)
		return s;
	token_hash(token, use.token_hash);
	use.person = *ret;
	s = invitations_use(tx, &use, &invitation);
	return membership_gone(act, s);
}

static enum status
membership_enter(struct act *act, const struct welcome_in *in,
    const struct person_new *row, struct signin *ret)
{
	struct signin_start start = {
		.role = row->role,
		.name = row->name,
		.surface = in->surface,
		.factors = "link",
	};
	struct tx *tx;
	enum status s;

	s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = membership_consume(act, tx, in->token, row, &start.person);
	if (s == OK)
		s = signin_start(act, tx, &start, ret);
	if (s == OK)
		s = membership_audit_new(act, tx, "person.welcomed", row,
		    start.person);
	return tx_end(tx, s);
}

enum status
membership_welcome(struct act *act, const struct welcome_in *in,
    struct signin *ret)
{
	struct person_new row = { .role = ROLE_ADMIN };
	const struct actor before = act->actor;
	struct signin new;
	enum status s;

	s = membership_welcome_check(act, in->token);
	if (s == OK)
		s = membership_prepare(act, in->name, in->phone, &row);
	if (s != OK)
		return s;
	membership_approved(act, &row);
	signin_token(&new);
	s = membership_enter(act, in, &row, &new);
	if (s == OK)
		*ret = new;
	else
		act->actor = before;
	explicit_bzero(&new, sizeof(new));
	return s;
}
