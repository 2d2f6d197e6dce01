/*
 * callbacks: requests to be rung back and what was done about each.  Name,
 * number and message are one sealed JSON blob, notes are sealed one by one;
 * nothing of them stands in the file in clear (DP-01).  store/retention
 * blanks them.
 *
 * Each change of state is a callback_event; who may make which is judged in
 * service/callback_desk.
 */
#ifndef WATCHBILL_STORE_CALLBACKS_H
#define WATCHBILL_STORE_CALLBACKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "domain/callback.h"
#include "domain/digest.h"
#include "store/db.h"

extern const struct module callbacks_module;

struct callback {
	int64_t id;
	enum callback_state state;
	const char *name;		/* NULL: none given, or blanked */
	const char *phone;		/* E.164; NULL: blanked, or not yours */
	const char *message;		/* NULL likewise */
	const char *topic;		/* seen joining advice other */
	int64_t ring_from, ring_until;	/* when we may ring */
	int64_t due_at;			/* promised; the queue's order */
	bool voicemail;			/* we may leave one */
	bool say_who;			/* we may say who is calling */
	bool blanked;			/* name, number and message are gone */
	int64_t claimed_by;		/* 0: nobody */
	int64_t claimed_until;
	const char *claimer;		/* name, or NULL */
	int64_t created_at;
	int64_t closed_at;		/* 0: open */
	int64_t version;
};

struct callback_event {
	int64_t at;
	enum callback_state state;
	const char *actor;		/* NULL: the visitor, the system */
	const char *note;		/* NULL: none */
};

struct callback_events {
	struct callback_event *v;	/* oldest first */
	size_t n;
};

struct callback_new {
	const char *name, *phone, *message;	/* NULL: none; phone is there */
	const char *topic;
	int64_t ring_from, ring_until, due_at;
	bool voicemail, say_who;
	int64_t consent_version;
	uint8_t reference_hash[DIGEST_BYTES];
	int64_t created_at;
};
MUST_USE enum status callbacks_insert(struct tx *tx,
    const struct callback_new *in, struct arena *a, int64_t *ret);

/* E_NOTFOUND: none of that id (reference).  Contents opened. */
MUST_USE enum status callbacks_get(const struct db *db, int64_t id,
    struct arena *a, struct callback *ret);
MUST_USE enum status callbacks_by_reference(const struct db *db,
    const uint8_t hash[DIGEST_BYTES], struct arena *a, struct callback *ret);

enum callbacks_which {
	CALLBACKS_OPEN,			/* by due_at, the most overdue first */
	CALLBACKS_MINE,			/* open and claimed by me, by due_at */
	CALLBACKS_DONE,			/* closed, the latest first */
	CALLBACKS_WHICH__MAX
};

struct callbacks_page {
	enum callbacks_which which;
	int64_t me, now;
	int64_t after_at, after_id;	/* last row seen; 0, 0: none */
	int64_t limit;
};

struct callback_list {
	struct callback *v;
	size_t n;
};
MUST_USE enum status callbacks_list(const struct db *db,
    const struct callbacks_page *p, struct arena *a,
    struct callback_list *ret);

struct callback_counts {
	int64_t open, overdue, mine;
};
MUST_USE enum status callbacks_count(const struct db *db, int64_t me,
    int64_t now, struct callback_counts *ret);

/*
 * callbacks_claim(tx, id, c): it is c->person's until c->until.
 * Fails    E_CONFLICT: closed, or another's unexpired claim stands.
 */
struct callback_claim {
	int64_t person, now, until;
};
MUST_USE enum status callbacks_claim(struct tx *tx, int64_t id,
    const struct callback_claim *c);
/* E_CONFLICT: it was not that person's. */
MUST_USE enum status callbacks_release(struct tx *tx, int64_t id,
    int64_t person);

/*
 * callbacks_move(tx, id, m): to another state, the claim dropped.
 * Fails    E_CONFLICT: no longer that version: somebody was first.
 */
struct callback_move {
	int64_t version;
	enum callback_state state;
	int64_t due_at;
	int64_t closed_at;		/* 0: stays open */
};
MUST_USE enum status callbacks_move(struct tx *tx, int64_t id,
    const struct callback_move *m);

struct callback_event_new {
	int64_t callback, at, actor;	/* actor 0: the visitor or the system */
	enum callback_state state;
	const char *note;
};
MUST_USE enum status callbacks_event(struct tx *tx,
    const struct callback_event_new *in, struct arena *a);
MUST_USE enum status callbacks_events(const struct db *db, int64_t id,
    struct arena *a, struct callback_events *ret);

#endif
