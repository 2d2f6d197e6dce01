/*
 * membership: how people come in, what they are, and how they leave again
 * (PRODUCT rules 6, 12, 13).
 *
 * membership_admit.c makes people (apply, add, welcome) and so needs to read
 * phone numbers; membership.c changes those who are there.
 *
 * Refusals that several share: "name-invalid" at "name" and "phone-invalid"
 * at "phone" (E_INVALID); "person-self" and "person-not-yours" (E_DENIED:
 * oneself, or role_may_grant says no); "person-changed" (E_CONFLICT: edited
 * meanwhile); "last-admin" (E_CONFLICT).  E_NOTFOUND has no reason.
 */
#ifndef WATCHBILL_SERVICE_MEMBERSHIP_H
#define WATCHBILL_SERVICE_MEMBERSHIP_H

#include "service/act.h"
#include "service/signin.h"
#include "store/people.h"

#define MEMBERSHIP_NAME_MAX 80		/* code points of a name */

/* A name as typed, trimmed: one line, 1..MEMBERSHIP_NAME_MAX code points. */
MUST_USE enum status membership_name(struct act *act, struct str typed,
    const char **ret);

/* Coming in ---------------------------------------------------------------- */

struct member_new {
	struct str name, phone;		/* as typed */
	enum role role;			/* membership_add only */
};

/*
 * membership_apply(act, in): a guest, until a coordinator approves.  A known
 * number changes nothing and gets the same answer, in the same time.
 */
MUST_USE enum status membership_apply(struct act *act,
    const struct member_new *in);

/*
 * membership_add(act, in, ret): a coordinator or the command adds a person.
 * Fails    E_CONFLICT "phone-known" at "phone"; E_DENIED "person-not-yours":
 *          that role is not the actor's to give.
 */
MUST_USE enum status membership_add(struct act *act,
    const struct member_new *in, int64_t *ret);

/*
 * membership_first_admin_invite(act, ret): a link's token, good for a day and
 * for one use; the one before is void.
 * Fails    E_CONFLICT "admin-exists".
 */
MUST_USE enum status membership_first_admin_invite(struct act *act,
    char ret[TOKEN_TEXT]);
/* For GET, which uses nothing up: OK, or E_NOTFOUND "welcome-gone". */
MUST_USE enum status membership_welcome_check(struct act *act,
    struct str token);
/*
 * membership_welcome(act, in, ret): for POST: uses the token up, makes the
 * first admin and their session, in one transaction.
 * Fails    E_NOTFOUND "welcome-gone": used, expired, unknown, or there is an
 *          admin by now; E_CONFLICT "phone-known" at "phone": nothing used up.
 */
struct welcome_in {
	struct str token, name, phone;
	enum session_surface surface;
};
MUST_USE enum status membership_welcome(struct act *act,
    const struct welcome_in *in, struct signin *ret);

/* Being there -------------------------------------------------------------- */

/*
 * membership_person(act, person, ret): one person, for whoever may see them:
 * coordinators everybody, everybody else themselves; E_NOTFOUND otherwise.
 * With the number, for those who have a reason to ring it (rule 13).
 */
struct member {
	struct person person;
	const char *phone;		/* E.164; NULL when erased */
};
MUST_USE enum status membership_person(struct act *act, int64_t person,
    struct member *ret);

/* version: as the form showed it; 0: whatever it is. */
struct member_change {
	int64_t person, version;
	enum role role;			/* membership_role only */
	struct str name;		/* membership_rename only */
};

/*
 * membership_approve(act, in): a guest becomes a volunteer and is told so.
 * Fails    E_CONFLICT "not-waiting": no active guest any more.
 */
MUST_USE enum status membership_approve(struct act *act,
    const struct member_change *in);
/* Any role; a guest who rises is approved by that, and told. */
MUST_USE enum status membership_role(struct act *act,
    const struct member_change *in);
/* Every session of the person ends with it. */
MUST_USE enum status membership_suspend(struct act *act,
    const struct member_change *in);
MUST_USE enum status membership_resume(struct act *act,
    const struct member_change *in);
/* Somebody the actor may manage, or oneself. */
MUST_USE enum status membership_rename(struct act *act,
    const struct member_change *in);
/* The actor's own; empty: as the browser asks.  E_INVALID
 * "language-unknown" at "language". */
MUST_USE enum status membership_language(struct act *act, struct str code);

#endif
