/*
 * signin_tidy: what signing in leaves behind and nobody needs any more.  An
 * expired challenge is kept a day, longer than any throttle lasts; a session
 * for as long as somebody may ask who was signed in from where.
 */
#include "service/signin.h"

#include "service/sweeping.h"
#include "store/challenges.h"
#include "store/tx.h"

#include "base/banned.h"

#define CHALLENGE_KEPT_S ((int64_t)24 * 60 * 60)
#define SESSION_KEPT_S ((int64_t)90 * 24 * 60 * 60)

static enum status
signin_tidy_batch(struct act *act, struct tx *tx, int64_t *ret)
{
	int64_t challenges, sessions;
	enum status s;

	s = challenges_purge(tx, act->now - CHALLENGE_KEPT_S, &challenges);
	if (s == OK)
		s = sessions_purge(tx, act->now - SESSION_KEPT_S, &sessions);
	if (s == OK)
		*ret = challenges + sessions;
	return s;
}

enum status
signin_tidy(struct act *act, int64_t *ret)
{
	return sweeping_run(act, signin_tidy_batch, ret);
}
