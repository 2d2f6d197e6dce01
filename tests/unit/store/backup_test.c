/* backup: one moment of a database in use; a copy that is not whole shows. */
#include "scratch.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "store/backup.h"
#include "store/tx.h"

#include "base/banned.h"

enum { PUT };

/* Two rows that are always equal, whoever looks. */
static const struct statement sql[] = {
	[PUT] = { .kind = WRITE, .sql =
	    "INSERT INTO setting (key, value) VALUES (:key, :value)"
	    " ON CONFLICT (key) DO UPDATE SET value = excluded.value" },
};

static MODULE(plain, NULL);

static const struct module *const modules[] = { &audit_module, &plain_module,
    NULL };

struct fixture {
	struct arena *a;
	struct keyring *keys;
	const char *path, *to;
	struct db *db;
};

static int
set_up(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)16 * 1024 * 1024);
	f->keys = scratch_keys(f->a);
	f->path = scratch_make("backup", f->a);
	f->to = str_printf(f->a, "%s.copy", f->path);
	f->db = scratch_open(f->path, f->keys, modules);
	*state = f;
	return 0;
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	db_close(f->db);
	keyring_free(f->keys);
	scratch_remove(f->path, f->a);
	scratch_remove(f->to, f->a);
	arena_free(f->a);
	free(f);
	return 0;
}

static enum status
put(struct tx *tx, const char *key, const char *value)
{
	struct query q;

	q_write(&q, tx, &plain_module, PUT);
	q_text(&q, ":key", key);
	q_text(&q, ":value", value);
	return q_done(&q);
}

/* One transaction: both rows and an audit row. */
static enum status
write_pair(struct fixture *f, struct db *db, int i)
{
	const char *value = str_printf(f->a, "%d", i);
	struct tx *tx;
	enum status s = tx_begin(db, &tx);

	if (s == OK && (s = put(tx, "left", value)) == OK &&
	    (s = put(tx, "right", value)) == OK)
		s = audit_add(tx, &(struct audit_in){ .at = i,
		    .actor_kind = "system", .event = "pair.written",
		    .subject_kind = "pair", .subject = i,
		    .detail = str_of(value) }, f->a);
	return tx_end(tx, s);
}

static void
is_good_copy(struct fixture *f)
{
	struct backup_verdict v;

	is_ok(backup_verify(f->to, f->keys, &v));
	if (v.why != NULL)
		fail_msg("%s", v.why);
	assert_true(v.bytes > 4096);
	is_int(scratch_int(f->to, "SELECT count(DISTINCT value) FROM setting"
	    " WHERE key IN ('left', 'right')"), 1);
}

static void
a_copy_is_whole_and_for_its_owner_alone(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	is_ok(write_pair(f, f->db, 1));
	is_ok(backup_write(f->path, f->to));
	is_good_copy(f);
	is_ok(stat(f->to, &st));
	is_int(st.st_mode & 0777, 0600);
}

static void
a_file_that_is_there_is_left_alone(void **state)
{
	struct fixture *f = *state;
	struct stat st;

	unit_write(f->to, "mine");
	is_int(backup_write(f->path, f->to), E_CONFLICT);
	is_ok(stat(f->to, &st));
	is_int(st.st_size, 4);
}

static void
R_12_a_copy_made_while_others_write_is_of_one_moment(void **state)
{
	struct fixture *f = *state;
	pid_t child;
	struct db *db;
	int i, how;

	is_ok(write_pair(f, f->db, 0));
	child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		db = scratch_open(f->path, f->keys, modules);
		for (i = 1; write_pair(f, db, i) == OK; i++)
			arena_reset(f->a);
		_exit(1);
	}
	for (i = 0; i < 20; i++) {
		(void)unlink(f->to);
		is_ok(backup_write(f->path, f->to));
		is_good_copy(f);
		usleep(2000);
	}
	kill(child, SIGKILL);
	is_int(waitpid(child, &how, 0), child);
	assert_true(WIFSIGNALED(how));
}

static void
a_restored_copy_is_a_database_again(void **state)
{
	struct fixture *f = *state;
	struct db *db;

	is_ok(write_pair(f, f->db, 1));
	is_ok(backup_write(f->path, f->to));
	db = scratch_open(f->to, f->keys, modules);
	is_ok(write_pair(f, db, 2));
	db_close(db);
	is_good_copy(f);
}

static void
R_12_a_damaged_copy_is_found(void **state)
{
	struct fixture *f = *state;
	struct backup_verdict v = { .why = NULL };
	struct stat st;
	char junk[512];
	int fd, i;

	for (i = 0; i < 50; i++)
		is_ok(write_pair(f, f->db, i));
	is_ok(backup_write(f->path, f->to));
	is_ok(stat(f->to, &st));
	memset(junk, 0xa5, sizeof(junk));
	fd = open(f->to, O_WRONLY);
	is_int(pwrite(fd, junk, sizeof(junk), (st.st_size / 2) & ~4095),
	    sizeof(junk));
	close(fd);
	if (backup_verify(f->to, f->keys, &v) == OK)
		assert_non_null(v.why);
}

static void
R_12_a_copy_whose_trail_was_edited_is_found(void **state)
{
	struct fixture *f = *state;
	struct backup_verdict v = { .why = NULL };

	is_ok(write_pair(f, f->db, 1));
	is_ok(write_pair(f, f->db, 2));
	is_ok(backup_write(f->path, f->to));
	scratch_sql(f->to, "DROP TRIGGER audit_kept;"
	    " DELETE FROM audit WHERE id = 2");
	is_ok(backup_verify(f->to, f->keys, &v));
	assert_non_null(v.why);
	is_text(v.why, "its audit trail is broken");
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(a_copy_is_whole_and_for_its_owner_alone),
		T(a_file_that_is_there_is_left_alone),
		T(R_12_a_copy_made_while_others_write_is_of_one_moment),
		T(a_restored_copy_is_a_database_again),
		T(R_12_a_damaged_copy_is_found),
		T(R_12_a_copy_whose_trail_was_edited_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
