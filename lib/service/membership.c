/*
 * membership: changing those who are there.  Every change is one function
 * that judges and writes inside the transaction which membership_change opens
 * for it, on the person as they stand there: so two coordinators cannot both
 * approve, and two admins cannot demote each other into an empty house.
 */
#include "service/membership.h"

#include "base/utf8.h"
#include "service/messaging.h"
#include "store/tx.h"

#include "base/banned.h"

/* One change under way: who, as they stand in tx, and what is wanted. */
struct change {
	struct tx *tx;
	const struct member_change *in;
	struct person person;
};

enum status
membership_name(struct act *act, struct str typed, const char **ret)
{
	struct str name = str_trim(typed);

	if (name.n == 0 || !utf8_is_line(name))
		return act_refuse(act, E_INVALID, "name-invalid", "name");
	name = utf8_nfc(name, act->arena);	/* the command's too */
	if (utf8_length(name) > MEMBERSHIP_NAME_MAX)
		return act_refuse(act, E_INVALID, "name-invalid", "name");
	*ret = str_copy(act->arena, name);
	return OK;
}

static bool
membership_is_self(const struct act *act, const struct person *p)
{
	return act->actor.person != 0 && act->actor.person == p->id;
}

/* Whether the actor may move the person to a role; their own is not theirs. */
static enum status
membership_may(struct act *act, const struct person *p, enum role to)
{
	bool self = membership_is_self(act, p);

	if (self)
		return act_refuse(act, E_DENIED, "person-self", NULL);
	if (!role_may_grant(act->actor.role, self, p->role, to))
		return act_refuse(act, E_DENIED, "person-not-yours", NULL);
	return OK;
}

/* The last admin stays (PRODUCT rule 6). */
static enum status
membership_keeps_admin(struct act *act, const struct change *c)
{
	int64_t others;
	enum status s;

	if (c->person.role != ROLE_ADMIN || c->person.state != PERSON_ACTIVE)
		return OK;
	s = people_other_admins(tx_db(c->tx), c->person.id, &others);
	if (s == OK && others == 0)
		s = act_refuse(act, E_CONFLICT, "last-admin", NULL);
	return s;
}

static struct person_key
membership_key(const struct change *c)
{
	return (struct person_key){ c->person.id, c->person.version };
}

/* One audit row: what was, what is now. */
static enum status
membership_audit(struct act *act, const struct change *c, const char *event,
    const char *before, const char *after)
{
	struct node *detail = model_new(act->arena);

	model_text(detail, "before", before);
	model_text(detail, "after", after);
	return act_audit(act, c->tx, &(struct audited){
	    .event = event,
	    .kind = "person",
	    .id = c->person.id,
	    .detail = detail,
	});
}

static enum status
membership_find(struct act *act, struct change *c)
{
	enum status s;

	s = people_get(tx_db(c->tx), c->in->person, act->arena, &c->person);
	if (s == OK && c->person.state == PERSON_ERASED)
		s = E_NOTFOUND;
	if (s == OK && c->in->version != 0 &&
	    c->in->version != c->person.version)
		s = act_refuse(act, E_CONFLICT, "person-changed", NULL);
	return s;
}

static enum status
membership_change(struct act *act, const struct member_change *in,
    enum status (*apply)(struct act *act, struct change *c))
{
	struct change c = { .in = in };
	enum status s;

	s = tx_begin(act->db, &c.tx);
	if (s != OK)
		return s;
	s = membership_find(act, &c);
	if (s == OK)
		s = apply(act, &c);
	s = tx_end(c.tx, s);
	if (s == OK)
		messaging_poke(act);
	return s;
}

/* A guest who rises is approved by that, and told. */
static enum status
membership_move(struct act *act, struct change *c, enum role to)
{
	bool rises = c->person.role == ROLE_GUEST;
	struct person_role set = { .role = to };
	enum status s;

	if (rises) {
		set.approved_at = act->now;
		set.approved_by = act->actor.person;
	}
	s = people_set_role(c->tx, membership_key(c), &set);
	if (s == OK)
		s = membership_audit(act, c,
		    rises ? "person.approved" : "person.role",
		    role_name(c->person.role), role_name(to));
	if (s == OK && rises)
		s = messaging_approved(act, c->tx, c->person.id);
	return s;
}

static enum status
membership_apply_approve(struct act *act, struct change *c)
{
	enum status s;

	s = membership_may(act, &c->person, ROLE_VOLUNTEER);
	if (s != OK)
		return s;
	if (c->person.role != ROLE_GUEST || c->person.state != PERSON_ACTIVE)
		return act_refuse(act, E_CONFLICT, "not-waiting", NULL);
	return membership_move(act, c, ROLE_VOLUNTEER);
}

static enum status
membership_apply_role(struct act *act, struct change *c)
{
	enum status s;

	s = membership_may(act, &c->person, c->in->role);
	if (s != OK || c->in->role == c->person.role)
		return s;
	s = membership_keeps_admin(act, c);
	return s == OK ? membership_move(act, c, c->in->role) : s;
}

static enum status
membership_set_state(struct act *act, struct change *c,
    enum person_state to, const char *event)
{
	enum status s;

	s = people_set_state(c->tx, membership_key(c), to);
	if (s == OK)
		s = membership_audit(act, c, event,
		    person_state_name(c->person.state),
		    person_state_name(to));
	return s;
}

static enum status
membership_apply_suspend(struct act *act, struct change *c)
{
	enum status s;

	s = membership_may(act, &c->person, c->person.role);
	if (s != OK || c->person.state == PERSON_SUSPENDED)
		return s;
	s = membership_keeps_admin(act, c);
	if (s == OK)
		s = membership_set_state(act, c, PERSON_SUSPENDED,
		    "person.suspended");
	if (s == OK)
		s = sessions_end_all(c->tx, c->person.id, "suspended",
		    act->now);
	return s;
}

static enum status
membership_apply_resume(struct act *act, struct change *c)
{
	enum status s;

	s = membership_may(act, &c->person, c->person.role);
	if (s != OK || c->person.state == PERSON_ACTIVE)
		return s;
	return membership_set_state(act, c, PERSON_ACTIVE, "person.resumed");
}

static enum status
membership_apply_rename(struct act *act, struct change *c)
{
	const char *name;
	enum status s = OK;

	if (!membership_is_self(act, &c->person))
		s = membership_may(act, &c->person, c->person.role);
	if (s == OK)
		s = membership_name(act, c->in->name, &name);
	if (s == OK)
		s = people_set_name(c->tx, membership_key(c), name);
	if (s == OK)
		s = membership_audit(act, c, "person.renamed",
		    c->person.name, name);
	return s;
}

/* c->in->name carries the code: known, or empty. */
static enum status
membership_apply_language(struct act *act, struct change *c)
{
	const char *code = NULL;
	enum status s;

	if (c->in->name.n != 0)
		code = str_copy(act->arena, c->in->name);
	s = people_set_language(c->tx, membership_key(c), code);
	if (s == OK)
		s = membership_audit(act, c, "person.language",
		    c->person.language, code);
	return s;
}

enum status
membership_approve(struct act *act, const struct member_change *in)
{
	return membership_change(act, in, membership_apply_approve);
}

enum status
membership_role(struct act *act, const struct member_change *in)
{
	return membership_change(act, in, membership_apply_role);
}

enum status
membership_suspend(struct act *act, const struct member_change *in)
{
	return membership_change(act, in, membership_apply_suspend);
}

enum status
membership_resume(struct act *act, const struct member_change *in)
{
	return membership_change(act, in, membership_apply_resume);
}

enum status
membership_rename(struct act *act, const struct member_change *in)
{
	return membership_change(act, in, membership_apply_rename);
}

enum status
membership_language(struct act *act, struct str code)
{
	if (code.n != 0 && language_find(code) == NULL)
		return act_refuse(act, E_INVALID, "language-unknown",
		    "language");
	return membership_change(act, &(struct member_change){
	    .person = act->actor.person,
	    .name = code,
	}, membership_apply_language);
}

enum status
membership_person(struct act *act, int64_t person, struct member *ret)
{
	struct member m = { 0 };
	enum status s;

	if (act->actor.role < ROLE_COORDINATOR && act->actor.person != person)
		return E_NOTFOUND;
	s = people_get(act->db, person, act->arena, &m.person);
	if (s == OK && m.person.state != PERSON_ERASED)
		s = people_phone(act->db, &m.person, act->arena, &m.phone);
	if (s == OK)
		*ret = m;
	return s;
}
