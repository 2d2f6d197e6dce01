/*
 * act: who does what, when and from where.  Every use case takes one; what it
 * refuses it leaves here, so that the page can say it beside the field.
 */
#ifndef WATCHBILL_SERVICE_ACT_H
#define WATCHBILL_SERVICE_ACT_H

#include <stdint.h>

#include "base/config.h"
#include "domain/role.h"
#include "store/db.h"
#include "view/language.h"
#include "view/model.h"

struct zone;

struct refusal {
	const char *reason;	/* "seat-taken": the API's code; greps to one
				   place */
	const char *field;	/* form field's name, NULL: the whole */
	struct named value[3];	/* for the sentence; name NULL ends.  "about"
				   stands before it, whatever it says */
};

#define ACT_REFUSALS 16

struct actor {
	int64_t person;		/* 0: nobody signed in */
	enum role role;		/* ROLE_PUBLIC then */
	const char *name;
	const char *kind;	/* audit's: person public operator system */
	int64_t session;
};

struct act {
	struct db *db;
	struct arena *arena;
	const struct config *config;
	const struct zone *zone;	/* the watch's */
	int64_t now;
	struct actor actor;
	const char *address;
	const char *user_agent;
	const char *trace_id;
	const struct language *language;
	struct refusal refusal[ACT_REFUSALS];
	size_t refusals;
	int64_t retry_after_s;	/* with E_LIMITED: when to come back */
};

/*
 * act_refuse(act, status, reason, field): notes a refusal, gives status, so:
 * return act_refuse(act, E_CONFLICT, "seat-taken", NULL);
 * act_refuse_with adds up to three values: name, value, ... ended by NULL.
 * They borrow their texts, which live as long as act->arena.  What comes after
 * the ACT_REFUSALSth is dropped: act->refusals is never more than that.
 */
enum status act_refuse(struct act *act, enum status s, const char *reason,
    const char *field);
enum status act_refuse_with(struct act *act, enum status s,
    const char *reason, const char *field, ...)
    __attribute__((sentinel));

/*
 * act_audit(act, tx, event, subject_kind, subject, detail): one audit row in
 * the same transaction (PRODUCT rule 12).  detail may be NULL.
 */
struct audited {
	const char *event, *kind;
	int64_t id;
	const struct node *detail;
};
MUST_USE enum status act_audit(struct act *act, struct tx *tx,
    const struct audited *what);

#endif
