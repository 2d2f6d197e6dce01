/*
 * messaging: what has to be told, to whom and when.  One function per cause;
 * each writes outbox rows inside the caller's transaction, so that a notice
 * commits with what caused it (PRODUCT rule 7).  Nothing is sent here.
 *
 *	s = seating's rows ...;
 *	if (s == OK)
 *		s = messaging_booked(act, tx, booking);
 *	s = tx_end(tx, s);
 *	if (s == OK)
 *		messaging_poke(act);
 *
 * What a kind of notice is (channel, lead time, priority, template, shape)
 * stands in one table; templates/notices/KIND.html has its words, rendered by
 * the worker in the person's language.
 */
#ifndef WATCHBILL_SERVICE_MESSAGING_H
#define WATCHBILL_SERVICE_MESSAGING_H

#include "service/act.h"
#include "view/shape.h"

struct tx;

enum notice {
	NOTICE_CODE = 1,
	NOTICE_BOOKED,
	NOTICE_ASSIGNED,
	NOTICE_REMINDER_DAY,
	NOTICE_REMINDER_HOUR,
	NOTICE_BOOKING_CANCELLED,
	NOTICE_SHIFT_CANCELLED,
	NOTICE_SHIFT_MOVED,
	NOTICE_APPROVED,
	NOTICE__MAX
};

struct notice_kind {
	const char *name;	/* outbox.kind and the audit's word */
	const char *view;	/* templates/notices/VIEW.html */
	const char *channel;
	const struct shape *shape;
	int64_t lead_s;		/* before the shift's start; 0: at once */
	int64_t priority;	/* 0 goes first */
};
extern const struct notice_kind notice_kinds[NOTICE__MAX];

/*
 * messaging_code(act, tx, in): the one-time code, to a number rather than a
 * person.  Withdrawn by messaging_code_ended; never sent after expires_at.
 *
 * Takes    decoy: the number is unknown: the same work and a row that has
 *          already ended, so that time and size tell nothing (rule 8).
 */
struct code_notice {
	int64_t challenge;
	int64_t person;			/* 0: unknown number */
	const char *to;			/* E.164 */
	const char *code;		/* six digits */
	int64_t expires_at;
	bool decoy;
};
MUST_USE enum status messaging_code(struct act *act, struct tx *tx,
    const struct code_notice *in);
/* The challenge was used, voided or asked again: its codes stay here. */
MUST_USE enum status messaging_code_ended(struct act *act, struct tx *tx,
    int64_t challenge);

/*
 * messaging_booked(act, tx, booking): the confirmation now and the reminders
 * 24 h and 1 h before the start that still lie ahead.  messaging_assigned: the
 * same when somebody else put the person there.  Told twice is written once.
 *
 * Takes    a booking that stands in tx (its shift and person are read there).
 */
MUST_USE enum status messaging_booked(struct act *act, struct tx *tx,
    int64_t booking);
MUST_USE enum status messaging_assigned(struct act *act, struct tx *tx,
    int64_t booking);

/*
 * messaging_booking_cancelled(act, tx, booking): what waits for that booking
 * is withdrawn, and its person told.  messaging_shift_cancelled: the same for
 * one booking of a shift that falls through, with the shift's cancel_reason;
 * call it for each booking that was live.
 */
MUST_USE enum status messaging_booking_cancelled(struct act *act,
    struct tx *tx, int64_t booking);
MUST_USE enum status messaging_shift_cancelled(struct act *act,
    struct tx *tx, int64_t booking);

/*
 * messaging_shift_moved(act, tx, booking): its shift has other times now: what
 * waits for it is withdrawn, its person told, and the reminders written anew.
 * Call it for each live booking, after the shift was changed.
 */
MUST_USE enum status messaging_shift_moved(struct act *act, struct tx *tx,
    int64_t booking);

/* A guest has become a volunteer. */
MUST_USE enum status messaging_approved(struct act *act, struct tx *tx,
    int64_t person);

/*
 * messaging_poke(act): after the commit: tells the worker that there is work.
 * Never waits, never fails: without it the worker looks every 5 s.
 */
void messaging_poke(const struct act *act);

#endif
