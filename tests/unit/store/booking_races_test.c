/* bookings: many who want the same seats at once, and at random. */
#include "rota.h"

#include <sys/wait.h>

#include "store/bookings.h"
#include "store/tx.h"

#include "base/banned.h"

static const struct module *const modules[] = { &bookings_module, NULL };

static int
up(void **state)
{
	return rota_up(state, "booking-races", modules);
}

static enum status
take(struct db *db, int64_t shift, int64_t person, struct booking *ret)
{
	struct booking_new in = { .shift = shift, .person = person,
	    .source = SOURCE_SELF, .booked_at = 10000, .booked_by = person };
	struct tx *tx;
	enum status s;

	s = tx_begin(db, &tx);
	return s != OK ? s : tx_end(tx, bookings_take(tx, &in, ret));
}

/* A claim by a process of its own, on its own connection, at the signal. */
static int
claimant(struct rota *r, int go, int64_t shift, int64_t person)
{
	struct db *db = scratch_open(r->path, NULL, modules);
	struct booking b;
	enum status s;
	char byte;

	if (read(go, &byte, 1) != 0)	/* until everybody is there */
		return 99;
	s = take(db, shift, person, &b);
	db_close(db);
	return (int)s;
}

#define RACERS 16

/* How many of the racers ended with that status. */
static void
race(struct rota *r, int64_t shift, int ret_ended[STATUS__MAX])
{
	pid_t child[RACERS];
	int go[2], status, i;

	is_int(pipe(go), 0);
	/* No connection of SQLite's may live on both sides of a fork. */
	db_close(r->db);
	for (i = 0; i < RACERS; i++) {
		child[i] = fork();
		assert_true(child[i] >= 0);
		if (child[i] == 0) {
			close(go[1]);
			_exit(claimant(r, go[0], shift, i % 8 + 1));
		}
	}
	close(go[0]);
	usleep(50000);
	close(go[1]);
	for (i = 0; i < RACERS; i++) {
		is_int(waitpid(child[i], &status, 0), child[i]);
		assert_true(WIFEXITED(status));
		assert_in_range(WEXITSTATUS(status), 0, STATUS__MAX - 1);
		ret_ended[WEXITSTATUS(status)]++;
	}
	r->db = scratch_open(r->path, NULL, modules);
}

static void
R_02_of_sixteen_claims_on_one_seat_one_wins(void **state)
{
	struct rota *r = *state;
	int ended[STATUS__MAX], seats, round;

	for (round = 1; round <= 6; round++) {
		seats = round % 2 == 0 ? 1 : 4;
		rota_shift(r, round, 0, round * 20, seats);
		memset(ended, 0, sizeof(ended));
		race(r, round, ended);
		is_int(ended[OK], seats);
		is_int(ended[E_CONFLICT], RACERS - seats);
		is_int(scratch_int(r->path, str_printf(r->a, "SELECT taken "
		    "FROM shift WHERE id = %d", round)), seats);
		is_int(scratch_int(r->path, str_printf(r->a, "SELECT "
		    "count(DISTINCT seat) FROM booking WHERE shift = %d",
		    round)), seats);
	}
}

/* A small generator of our own: a failing round can be run again. */
static unsigned
draw(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245U + 12345U;
	return (*seed >> 16) % below;
}

static void
R_02_whatever_is_tried_the_invariants_hold(void **state)
{
	struct rota *r = *state;
	unsigned seed = 42, i;
	struct booking b;
	int taken = 0, refused = 0;

	for (i = 1; i <= 30; i++)
		rota_shift(r, (int)i, 0, 20 + (int)draw(&seed, 90),
		    1 + (int)draw(&seed, 3));
	for (i = 0; i < 600; i++) {
		if (draw(&seed, 4) == 0 && taken > 0) {
			rota_sql(r, str_printf(r->a, "UPDATE booking SET "
			    "state = 'cancelled' WHERE state = 'booked' AND "
			    "id %% 7 = %u", draw(&seed, 7)));
			continue;
		}
		if (take(r->db, 1 + draw(&seed, 30), 1 + draw(&seed, 8),
		    &b) == OK)
			taken++;
		else
			refused++;
	}
	assert_true(taken > 50 && refused > 50);
	is_int(scratch_int(r->path, "SELECT count(*) FROM booking a "
	    "JOIN booking b ON a.person = b.person AND a.id < b.id "
	    "AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at "
	    "WHERE a.state = 'booked' AND b.state = 'booked'"), 0);
	is_int(scratch_int(r->path, "SELECT count(*) FROM shift s WHERE "
	    "taken <> (SELECT count(*) FROM booking b WHERE b.shift = s.id "
	    "AND b.state = 'booked') OR taken > seats"), 0);
	is_int(scratch_int(r->path, "SELECT count(*) FROM booking b JOIN "
	    "shift s ON s.id = b.shift WHERE b.seat > s.seats"), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, up, rota_down)
		T(R_02_of_sixteen_claims_on_one_seat_one_wins),
		T(R_02_whatever_is_tried_the_invariants_hold),
	};

	return cmocka_run_group_tests_name("booking_races", tests, NULL, NULL);
}
