/* rate: see rate.h. */
#include "base/rate.h"

#include <assert.h>
#include <stddef.h>

#include "base/banned.h"

#define RATE_UNIT_US 64
#define RATE_TIME_BITS 40
#define RATE_TIME_MASK ((UINT64_C(1) << RATE_TIME_BITS) - 1)

static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "words shared between processes");

uint64_t
rate_tag(uint64_t hash)
{
	uint64_t tag = hash >> RATE_TIME_BITS;

	return tag + (tag == 0);
}

static uint64_t
rate_now(const struct rate *r)
{
	return (uint64_t)r->now_us / RATE_UNIT_US & RATE_TIME_MASK;
}

/* Whole seconds, rounded up, so that whoever waits as long is let in. */
static int64_t
rate_seconds(int64_t units)
{
	return (units * RATE_UNIT_US + 999999) / 1000000;
}

/* How far a bucket's time lies ahead of now, modulo 2^40, with its sign. */
static int64_t
rate_ahead(uint64_t word, uint64_t now)
{
	const uint64_t sign = UINT64_C(1) << (RATE_TIME_BITS - 1);
	uint64_t ahead = (word - now) & RATE_TIME_MASK;

	return (int64_t)(ahead ^ sign) - (int64_t)sign;
}

/* A strict window ---------------------------------------------------------- */

/* What a set says about one key, and where its next event would go. */
struct rate_look {
	int64_t events;		/* within the span */
	int64_t oldest;		/* age of the oldest of them */
	_Atomic uint64_t *place;
	uint64_t word;		/* what stands at place */
};

static struct rate_look
rate_look(_Atomic uint64_t *set, const struct rate *r, int64_t span)
{
	struct rate_look look = { .place = set, .oldest = 0 };
	uint64_t now = rate_now(r), word;
	int64_t age, stalest = -1;
	size_t i;

	for (i = 0; i < RATE_WINDOW_WAYS; i++) {
		word = atomic_load(&set[i]);
		age = -rate_ahead(word, now);
		/* From the future: of a clock that was set back since. */
		if (word == 0 || age < 0 || age >= span)
			age = INT64_MAX;
		else if (word >> RATE_TIME_BITS == r->tag) {
			look.events++;
			look.oldest = age > look.oldest ? age : look.oldest;
		}
		if (age > stalest) {
			stalest = age;
			look.place = &set[i];
			look.word = word;
		}
	}
	return look;
}

bool
rate_window(_Atomic uint64_t *set, const struct rate *r, int64_t *ret_wait_s)
{
	int64_t span = r->per_s * 1000000 / RATE_UNIT_US;
	uint64_t mine = r->tag << RATE_TIME_BITS | rate_now(r);
	struct rate_look look;

	for (;;) {
		look = rate_look(set, r, span);
		if (look.events >= r->burst)
			break;
		if (!atomic_compare_exchange_strong(look.place, &look.word,
		    mine))
			continue;
		/* Two may have seen the last place: then neither has it. */
		if (rate_look(set, r, span).events <= r->burst)
			return true;
		atomic_compare_exchange_strong(look.place, &mine, 0);
		break;
	}
	*ret_wait_s = rate_seconds(span - look.oldest);
	return false;
}

/* A bucket that refills ---------------------------------------------------- */

/* The place of a tag in its set; without one, the place to be given away. */
static _Atomic uint64_t *
rate_place(_Atomic uint64_t *set, uint64_t tag, uint64_t now, uint64_t *ret)
{
	int64_t ahead, least = INT64_MAX;
	_Atomic uint64_t *place = set;
	uint64_t word;
	size_t i;

	*ret = 0;
	for (i = 0; i < RATE_REFILL_WAYS; i++) {
		word = atomic_load(&set[i]);
		if (word >> RATE_TIME_BITS == tag) {
			*ret = word;
			return &set[i];
		}
		ahead = word == 0 ? INT64_MIN : rate_ahead(word, now);
		if (ahead < least) {
			least = ahead;
			place = &set[i];
			*ret = word;
		}
	}
	return place;
}

bool
rate_refill(_Atomic uint64_t *set, const struct rate *r, int64_t *ret_wait_s)
{
	uint64_t now = rate_now(r), word, full_at;
	int64_t step, window, ahead;
	_Atomic uint64_t *place;

	step = r->per_s * 1000000 / RATE_UNIT_US / r->burst;
	step += step == 0;
	window = step * r->burst;
	for (;;) {
		place = rate_place(set, r->tag, now, &word);
		ahead = word >> RATE_TIME_BITS == r->tag ?
		    rate_ahead(word, now) : 0;
		/* Past: full.  Beyond the window: of another clock's time. */
		if (ahead < 0 || ahead > window)
			ahead = 0;
		ahead += step;
		if (ahead > window)
			break;
		full_at = (now + (uint64_t)ahead) & RATE_TIME_MASK;
		if (atomic_compare_exchange_strong(place, &word,
		    r->tag << RATE_TIME_BITS | full_at))
			return true;
	}
	*ret_wait_s = rate_seconds(ahead - window);
	return false;
}
