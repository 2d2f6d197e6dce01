/*
 * signin: phone, one-time code, session (PRODUCT rule 8), and what a request
 * with a session is allowed to be (rule 6).
 *
 * signin.c asks for and takes codes; signin_session.c, which every program
 * links, knows sessions only, so that not all of them carry libphonenumber;
 * signin_tidy.c is the worker's.
 */
#ifndef WATCHBILL_SERVICE_SIGNIN_H
#define WATCHBILL_SERVICE_SIGNIN_H

#include "domain/token.h"
#include "service/act.h"
#include "store/sessions.h"

/*
 * signin_code(act, phone, ret): asks for a code.
 *
 * Takes    phone as typed.
 * Gives    what the browser needs to come back with; the same, in the same
 *          time, whether or not the number is known, suspended or erased.
 *          A code that was asked for before from that address is void, its
 *          notice withdrawn; what others asked for stays as it is.
 * Fails    E_INVALID "phone-invalid" at "phone"; E_LIMITED "code-too-soon"
 *          at "phone" with the value "seconds": 30 s after the first code,
 *          then 60, 120 ... up to an hour, for a number and the address that
 *          asks for it; the row starts over with a sign-in or after an hour
 *          of quiet.  Whoever asks, a number gets [limits] codes_per_number
 *          an hour, those not counted that somebody came in with.  One
 *          address gets seven by the first rule: a stranger alone does not
 *          keep the owner waiting.  E_BUSY, E_FAULT.
 * Owns     ret->challenge is a secret of that browser: wipe it.
 * Source   PRODUCT rule 8; ACCEPTANCE OT-01, OT-03, OT-05, OT-07.
 */
struct signin_code {
	char challenge[TOKEN_TEXT];	/* cookie, or the API's body */
	int64_t expires_in_s;
	int64_t resend_after_s;
	const char *tail;		/* "47", of the number typed */
};
MUST_USE enum status signin_code(struct act *act, struct str phone,
    struct signin_code *ret);

/*
 * signin_verify(act, in, ret): a code against its challenge.
 *
 * Gives    a new session of in->surface; act->actor is its person from now
 *          on.  The session the browser came with, if any, is replaced; of
 *          more than SESSIONS_LIVE the oldest is ended.
 * Fails    E_ANONYMOUS "code-wrong" at "code": unknown, expired, used, wrong,
 *          out of tries, or the person may not come in: one answer for all;
 *          the try is counted.  E_INVALID "code-shape" at "code": not six
 *          digits, not counted.  E_BUSY, E_FAULT.
 * Owns     ret->token is a secret: wipe it.  ret->name from the act's arena.
 * Source   PRODUCT rule 8; ACCEPTANCE OT-01, OT-02, OT-15, SS-01, SS-07.
 */
struct signin_try {
	struct str challenge, code;
	enum session_surface surface;
};
struct signin {
	char token[TOKEN_TEXT];
	int64_t session, person;
	enum role role;
	const char *name;
	int64_t expires_in_s;
};
MUST_USE enum status signin_verify(struct act *act,
    const struct signin_try *in, struct signin *ret);

/*
 * signin_session(act, token, surface, ret): one indexed read per request.
 *
 * Gives    act->actor as the person is now: a role change, a suspension or a
 *          logout counts on the very next request (rule 6).  ret has the
 *          person's language for language_pick.  Writes nothing.
 * Fails    E_ANONYMOUS without a reason: no such session, over, or its person
 *          is not active; act is untouched.  E_FAULT.
 */
MUST_USE enum status signin_session(struct act *act, struct str token,
    enum session_surface surface, struct session *ret);

/* Ends act's session; act->actor is nobody then.  Without one: OK. */
MUST_USE enum status signin_logout(struct act *act);

/*
 * signin_start(act, tx, in, ret): for use cases that let somebody in: the
 * session and its audit row, in the caller's transaction; act->actor is that
 * person from now on.
 *
 * Takes    ret as signin_token left it, before the transaction began.
 */
struct signin_start {
	int64_t person;
	enum role role;
	const char *name;
	enum session_surface surface;
	const char *factors;		/* "sms", "link" */
};
/* Draws ret->token and zeroes the rest. */
void signin_token(struct signin *ret);
MUST_USE enum status signin_start(struct act *act, struct tx *tx,
    const struct signin_start *in, struct signin *ret);

/*
 * signin_tidy(act, ret): the worker's: forgets challenges a day after they
 * expired and sessions 90 days after; *ret how many.
 */
MUST_USE enum status signin_tidy(struct act *act, int64_t *ret);

#endif
