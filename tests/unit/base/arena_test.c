/* arena: one lifetime, zeroed memory, a hard cap, hooks newest first. */
#include "../unit.h"

#include <stdalign.h>
#include <signal.h>
#include <sys/wait.h>

#ifdef WB_SANITIZE
#include <sanitizer/asan_interface.h>
#endif

#include "base/arena.h"
#include "base/log.h"

#include "base/banned.h"

#define MIB ((size_t)1024 * 1024)

static void
allocations_are_zeroed_aligned_and_apart(void **state)
{
	struct arena *a = arena_new(4 * MIB);
	char *p, *last = NULL;
	size_t n, i;

	(void)state;
	for (n = 0; n < 600; n++) {
		p = arena_alloc(a, n);
		is_int((uintptr_t)p % alignof(max_align_t), 0);
		for (i = 0; i < n; i++)
			is_int(p[i], 0);
		memset(p, 0xaa, n);
		assert_ptr_not_equal(p, last);
		last = p;
	}
	arena_free(a);
}

static void
memory_is_zero_again_after_a_reset(void **state)
{
	struct arena *a = arena_new(8 * MIB);
	char *p;
	size_t i;

	(void)state;
	memset(arena_alloc(a, 20000), 'x', 20000);
	memset(arena_alloc(a, 2 * MIB), 'y', 2 * MIB);
	assert_true(arena_used(a) >= 2 * MIB + 20000);
	arena_reset(a);
	is_int(arena_used(a), 0);
	p = arena_alloc(a, 30000);
	for (i = 0; i < 30000; i++)
		is_int(p[i], 0);
	arena_free(a);
}

static void
a_cap_can_be_used_up_to_its_end_again_and_again(void **state)
{
	struct arena *a = arena_new(MIB);
	int round, i;

	(void)state;
	for (round = 0; round < 3; round++) {
		for (i = 0; i < 30; i++)
			arena_alloc(a, 16 * 1024);
		arena_reset(a);
	}
	arena_free(a);
}

/* Whether so many allocations lie side by side; then a reset. */
static bool
lie_in_one_block(struct arena *a, int n)
{
	char *first = arena_alloc(a, 1024), *last = arena_alloc(a, 1024);
	ptrdiff_t apart = last - first;
	bool alike = true;
	int i;

	for (i = 2; i < n; i++) {
		last = arena_alloc(a, 1024);
		alike = alike && last - first == i * apart;
	}
	arena_reset(a);
	return alike;
}

static void
requests_that_are_alike_come_to_rest_in_one_block(void **state)
{
	struct arena *a = arena_new(8 * MIB);

	(void)state;
	assert_false(lie_in_one_block(a, 300));
	(void)lie_in_one_block(a, 300);
	assert_true(lie_in_one_block(a, 300));
	assert_false(lie_in_one_block(a, 4000));
	assert_true(lie_in_one_block(a, 300));
	arena_free(a);
}

/* The child's log goes nowhere; only how it ended counts. */
static int
signal_of(void (*fn)(void))
{
	int how;
	pid_t pid = fork();

	if (pid == 0) {
		log_open("arena_test", -1);
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(1);
		signal(SIGABRT, SIG_DFL);
		signal(SIGSEGV, SIG_DFL);
		fn();
		_exit(0);
	}
	assert_int_equal(waitpid(pid, &how, 0), pid);
	return WIFSIGNALED(how) ? WTERMSIG(how) : 0;
}

static void
go_over_the_cap(void)
{
	arena_alloc(arena_new(1000), 2000);
}

static void
overflow_a_product(void)
{
	arena_array(arena_new(MIB), SIZE_MAX / 2, 4);
}

static void
ask_for_everything(void)
{
	arena_alloc(arena_new(SIZE_MAX), SIZE_MAX - 3);
}

static void
past_the_cap_the_process_aborts(void **state)
{
	(void)state;
	is_int(signal_of(go_over_the_cap), SIGABRT);
	is_int(signal_of(overflow_a_product), SIGABRT);
	is_int(signal_of(ask_for_everything), SIGABRT);
}

static char order[8];

static void
note(void *arg)
{
	size_t n = strlen(order);

	order[n] = *(const char *)arg;
}

static void
hooks_run_newest_first_and_once(void **state)
{
	struct arena *a = arena_new(MIB);

	(void)state;
	memset(order, 0, sizeof(order));
	arena_on_reset(a, note, arena_dup(a, "1", 1));
	arena_on_reset(a, note, arena_dup(a, "2", 1));
	arena_on_reset(a, note, arena_dup(a, "3", 1));
	arena_reset(a);
	is_text(order, "321");
	arena_reset(a);
	is_text(order, "321");
	arena_on_reset(a, note, arena_dup(a, "4", 1));
	arena_free(a);
	is_text(order, "3214");
	arena_free(NULL);
}

static void
the_newest_allocation_grows_in_place_and_others_move(void **state)
{
	struct arena *a = arena_new(4 * MIB);
	char *p = arena_grow(a, NULL, 0, 10), *q, *moved;

	(void)state;
	memcpy(p, "0123456789", 10);
	q = arena_grow(a, p, 10, 1000);
	assert_ptr_equal(q, p);
	is_int(q[10], 0);
	is_int(q[999], 0);
	arena_alloc(a, 1);
	moved = arena_grow(a, q, 1000, 2000);
	assert_ptr_not_equal(moved, q);
	assert_memory_equal(moved, "0123456789", 11);
	moved = arena_grow(a, moved, 2000, MIB);
	assert_memory_equal(moved, "0123456789", 11);
	is_int(moved[MIB - 1], 0);
	arena_free(a);
}

static void
a_copy_ends_in_a_nul(void **state)
{
	struct arena *a = arena_new(MIB);

	(void)state;
	is_text(arena_dup(a, "abcdef", 3), "abc");
	is_text(arena_dup(a, NULL, 0), "");
	arena_free(a);
}

#ifdef WB_SANITIZE
static void
what_is_not_handed_out_is_poisoned(void **state)
{
	struct arena *a = arena_new(MIB);
	char *p = arena_alloc(a, 16), *q = arena_alloc(a, 16);

	(void)state;
	assert_null(__asan_region_is_poisoned(p, 16));
	assert_non_null(__asan_region_is_poisoned(p + 16, 1));
	assert_true(q >= p + 32);
	arena_reset(a);
	assert_non_null(__asan_region_is_poisoned(p, 1));
	arena_free(a);
}
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allocations_are_zeroed_aligned_and_apart),
		cmocka_unit_test(memory_is_zero_again_after_a_reset),
		cmocka_unit_test(
		    a_cap_can_be_used_up_to_its_end_again_and_again),
		cmocka_unit_test(
		    requests_that_are_alike_come_to_rest_in_one_block),
		cmocka_unit_test(past_the_cap_the_process_aborts),
		cmocka_unit_test(hooks_run_newest_first_and_once),
		cmocka_unit_test(
		    the_newest_allocation_grows_in_place_and_others_move),
		cmocka_unit_test(a_copy_ends_in_a_nul),
#ifdef WB_SANITIZE
		cmocka_unit_test(what_is_not_handed_out_is_poisoned),
#endif
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
