/* poke: the worker is woken, wherever its instance lies. */
#include "../unit.h"

#include <sys/socket.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "service/poke.h"

#include "base/banned.h"

/* More than a socket's address of 107 bytes holds. */
#define LONG "a-directory-whose-name-is-so-long-that-no-address-of-a-socket-" \
	"could-ever-hold-it-whatever-stands-before-or-behind-it"

struct fixture {
	struct arena *a;
	const char *dir, *run;
};

static int
make(void **state, const char *name)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->a = arena_new((size_t)1024 * 1024);
	f->dir = str_copy(f->a, str_of(unit_temp(name)));
	f->run = str_printf(f->a, "%s/run", f->dir);
	*state = f;
	return mkdir(f->dir, 0700) != 0 || mkdir(f->run, 0700) != 0;
}

static int
set_up(void **state)
{
	return make(state, "poke");
}

static int
set_up_long(void **state)
{
	return make(state, LONG);
}

static int
tear_down(void **state)
{
	struct fixture *f = *state;

	unlink(str_printf(f->a, "%s/worker.sock", f->run));
	rmdir(f->run);
	rmdir(f->dir);
	arena_free(f->a);
	free(f);
	return 0;
}

static void
a_poke_arrives(void **state)
{
	struct fixture *f = *state;
	char got[2];
	int fd;

	is_ok(poke_listen(f->dir, &fd));
	is_int(recv(fd, got, sizeof(got), 0), -1);
	is_ok(poke_send(f->dir));
	is_int(recv(fd, got, sizeof(got), 0), 1);
	close(fd);
}

static void
the_socket_is_its_owners_alone(void **state)
{
	struct fixture *f = *state;
	struct stat st;
	int fd;

	is_ok(poke_listen(f->dir, &fd));
	is_ok(stat(str_printf(f->a, "%s/worker.sock", f->run), &st));
	is_int(st.st_mode & 0777, 0600);
	close(fd);
}

static void
without_a_worker_nobody_waits(void **state)
{
	struct fixture *f = *state;
	int fd;

	is_int(poke_send(f->dir), E_NOTFOUND);
	is_ok(poke_listen(f->dir, &fd));
	close(fd);
	is_int(poke_send(f->dir), E_NOTFOUND);
	is_int(poke_send("/nonexistent"), E_NOTFOUND);
}

static void
a_new_worker_takes_a_dead_ones_place(void **state)
{
	struct fixture *f = *state;
	char got[2];
	int dead, fd;

	is_ok(poke_listen(f->dir, &dead));
	close(dead);
	is_ok(poke_listen(f->dir, &fd));
	is_ok(poke_send(f->dir));
	is_int(recv(fd, got, sizeof(got), 0), 1);
	close(fd);
}

static void
a_worker_that_is_slow_stops_nobody(void **state)
{
	struct fixture *f = *state;
	enum status s = OK;
	int fd, i;

	is_ok(poke_listen(f->dir, &fd));
	for (i = 0; i < 100000 && s == OK; i++)
		s = poke_send(f->dir);
	is_int(s, E_BUSY);
	close(fd);
}

int
main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		T(a_poke_arrives),
		{ "a_poke_arrives_however_long_the_path", a_poke_arrives,
		    set_up_long, tear_down, NULL },
		T(the_socket_is_its_owners_alone),
		T(without_a_worker_nobody_waits),
		T(a_new_worker_takes_a_dead_ones_place),
		T(a_worker_that_is_slow_stops_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
