/*
 * replay: a target against the files of its corpus, in every make check: what
 * a fuzzer once found stays found.
 */
#include "../unit/unit.h"

#include <dirent.h>

#include "fuzz.h"

#include "base/banned.h"

#define INPUT_MOST 65536

static void
replay_file(const char *dir, const char *name)
{
	char path[8192];
	uint8_t *data = malloc(INPUT_MOST);
	size_t n;
	FILE *f;

	assert_non_null(data);
	snprintf(path, sizeof(path), "%s/%s", dir, name);
	f = fopen(path, "rb");
	assert_non_null(f);
	n = fread(data, 1, INPUT_MOST, f);
	assert_int_equal(fclose(f), 0);
	is_int(LLVMFuzzerTestOneInput(data, n), 0);
	free(data);
}

static void
every_input_of_the_corpus_keeps_the_promises(void **state)
{
	const char *path = unit_source(FUZZ_CORPUS);
	DIR *dir = opendir(path);
	struct dirent *entry;
	int files = 0;

	(void)state;
	assert_non_null(dir);
	while ((entry = readdir(dir)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		replay_file(path, entry->d_name);
		files++;
	}
	assert_int_equal(closedir(dir), 0);
	assert_true(files > 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_input_of_the_corpus_keeps_the_promises),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
