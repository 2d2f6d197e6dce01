/*
 * signin_tidy: what signing in leaves behind and nobody needs any more.  An
 * expired challenge is kept a day, longer than any throttle lasts; a session
 * for as long as somebody may ask who was signed in from where.
 */
#include "service/signin.h"

#include "store/challenges.h"
#include "store/tx.h"

#include "base/banned.h"

#define CHALLENGE_KEPT_S ((int64_t)24 * 60 * 60)
#define SESSION_KEPT_S ((int64_t)90 * 24 * 60 * 60)
#define AT_ONCE 500		/* so that the write lock is soon free again */

enum status
signin_tidy(struct act *act)
{
	struct tx *tx;
	enum status s;

	s = tx_begin(act->db, &tx);
	if (s != OK)
		return s;
	s = challenges_purge(tx, act->now - CHALLENGE_KEPT_S, AT_ONCE);
	if (s == OK)
		s = sessions_purge(tx, act->now - SESSION_KEPT_S, AT_ONCE);
	return tx_end(tx, s);
}
