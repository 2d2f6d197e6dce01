/* link: the addresses in notices. */
#include "../unit.h"

#include "base/arena.h"
#include "domain/link.h"

#include "base/banned.h"

static void
links_stand_under_the_public_address(void **state)
{
	struct arena *a = arena_new(65536);
	const char *site = "https://watch.example:8443";

	(void)state;
	is_text(link_home(a, site), "https://watch.example:8443/");
	is_text(link_shifts(a, site), "https://watch.example:8443/shifts");
	is_text(link_mine(a, site), "https://watch.example:8443/shifts/mine");
	is_text(link_shift(a, site, 1234567890123),
	    "https://watch.example:8443/shifts/1234567890123");
	is_text(link_callback(a, site, "Ab-_9"),
	    "https://watch.example:8443/callback/Ab-_9");
	is_text(link_welcome(a, site, "Ab-_9"),
	    "https://watch.example:8443/welcome/Ab-_9");
	arena_free(a);
}

static void
a_last_slash_is_not_doubled(void **state)
{
	struct arena *a = arena_new(65536);

	(void)state;
	is_text(link_home(a, "https://watch.example/"),
	    "https://watch.example/");
	is_text(link_mine(a, "https://watch.example/"),
	    "https://watch.example/shifts/mine");
	arena_free(a);
}

static void
without_an_address_a_link_is_its_path(void **state)
{
	struct arena *a = arena_new(65536);

	(void)state;
	is_text(link_home(a, ""), "/");
	is_text(link_shift(a, "", 7), "/shifts/7");
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_stand_under_the_public_address),
		cmocka_unit_test(a_last_slash_is_not_doubled),
		cmocka_unit_test(without_an_address_a_link_is_its_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
