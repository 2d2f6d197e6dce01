/*
 * metrics: the mapped file.  Whatever several processes write in it is one
 * atomic word, so that there is no lock to die with.  What the words of the
 * rates mean is in rate.c.
 *
 *   [magic version size key][routes: counters][sets of words: rates]
 */
#include "base/metrics.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/random.h"
#include "base/rate.h"

#include "base/banned.h"

#define METRICS_MAGIC "WBMETRIC"
#define METRICS_VERSION 2
#define METRICS_SETS 4096		/* of buckets that refill */
#define METRICS_WINDOWS 8192		/* of sets for strict windows */
#define METRICS_TRIES 100		/* races for making the file */

struct metrics_header {
	char magic[8];
	uint64_t version, size;
	uint8_t key[RANDOM_HASH_KEY];	/* of the rate buckets' hash */
};

struct metrics_route {
	_Atomic uint64_t answered[METRICS_CLASSES];
	_Atomic uint64_t took[METRICS_BUCKETS];
	_Atomic uint64_t took_us;
};

struct metrics_file {
	struct metrics_header header;
	struct metrics_route route[METRICS_ROUTES];
	_Atomic uint64_t refill[METRICS_SETS][RATE_REFILL_WAYS];
	_Atomic uint64_t window[METRICS_WINDOWS][RATE_WINDOW_WAYS];
};

static struct metrics_file *metrics_file;

static const int64_t metrics_bounds_us[METRICS_BUCKETS] = {
	500, 1000, 2500, 5000, 10000, 25000, 50000, 100000, 250000, 500000,
	1000000, INT64_MAX
};

static enum status
metrics_fault(const char *what, const char *path)
{
	LOG(LOG_ERROR, "metrics", LOG_TEXT("why", strerror(errno)),
	    LOG_TEXT("what", what), LOG_TEXT("path", path));
	return E_FAULT;
}

static bool
metrics_is_ours(int fd)
{
	struct metrics_header h;
	struct stat st;

	if (fstat(fd, &st) != 0 || st.st_size != sizeof(struct metrics_file))
		return false;
	if (pread(fd, &h, sizeof(h), 0) != (ssize_t)sizeof(h))
		return false;
	return memcmp(h.magic, METRICS_MAGIC, sizeof(h.magic)) == 0 &&
	    h.version == METRICS_VERSION && h.size == sizeof(*metrics_file);
}

/* A complete new file under a name of this process's own. */
static bool
metrics_make(const char *temp)
{
	struct metrics_header h = { .version = METRICS_VERSION,
		.size = sizeof(*metrics_file) };
	bool made;
	int fd;

	memcpy(h.magic, METRICS_MAGIC, sizeof(h.magic));
	random_bytes(h.key, sizeof(h.key));
	unlink(temp);
	fd = open(temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	made = ftruncate(fd, sizeof(*metrics_file)) == 0 &&
	    pwrite(fd, &h, sizeof(h), 0) == (ssize_t)sizeof(h);
	close(fd);
	return made;
}

/*
 * Puts a new file at path, complete from the first moment: over the old one,
 * or only if there is none (then somebody else's will do as well).
 */
static bool
metrics_put(const char *path, bool over)
{
	char temp[1024];
	bool put;
	int n = snprintf(temp, sizeof(temp), "%s.%ld", path, (long)getpid());

	if (n < 0 || (size_t)n >= sizeof(temp)) {
		errno = ENAMETOOLONG;
		return false;
	}
	put = metrics_make(temp) && (over ? rename(temp, path) == 0 :
	    link(temp, path) == 0 || errno == EEXIST);
	n = errno;
	unlink(temp);
	errno = n;
	return put;
}

/* fd is of another layout: replaced, unless somebody just did. */
static bool
metrics_replace(const char *path, int fd)
{
	struct stat ours, there;

	if (flock(fd, LOCK_EX) != 0 || fstat(fd, &ours) != 0)
		return false;
	if (stat(path, &there) != 0)
		return errno == ENOENT;
	if (ours.st_ino != there.st_ino || ours.st_dev != there.st_dev)
		return true;
	return metrics_put(path, true);
}

static enum status
metrics_map(int fd, const char *path)
{
	void *p = mmap(NULL, sizeof(*metrics_file), PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0);

	close(fd);
	if (p == MAP_FAILED)
		return metrics_fault("mmap", path);
	if (metrics_file != NULL)
		munmap(metrics_file, sizeof(*metrics_file));
	metrics_file = p;
	return OK;
}

enum status
metrics_open(const char *path)
{
	bool replaced;
	int fd, i;

	for (i = 0; i < METRICS_TRIES; i++) {
		fd = open(path, O_RDWR | O_CLOEXEC);
		if (fd < 0 && errno != ENOENT)
			return metrics_fault("open", path);
		if (fd < 0) {
			if (!metrics_put(path, false))
				return metrics_fault("make", path);
			continue;
		}
		if (metrics_is_ours(fd))
			return metrics_map(fd, path);
		replaced = metrics_replace(path, fd);
		close(fd);
		if (!replaced)
			return metrics_fault("replace", path);
	}
	errno = EAGAIN;
	return metrics_fault("open", path);
}

static struct metrics_route *
metrics_route(unsigned route)
{
	if (metrics_file == NULL || route >= METRICS_ROUTES)
		return NULL;
	return &metrics_file->route[route];
}

static void
metrics_add(_Atomic uint64_t *to, uint64_t n)
{
	atomic_fetch_add_explicit(to, n, memory_order_relaxed);
}

void
metrics_request(unsigned route, int http, int64_t duration_us)
{
	struct metrics_route *r = metrics_route(route);
	int class = http / 100;
	size_t i = 0;

	if (r == NULL)
		return;
	if (class < 0 || class >= METRICS_CLASSES)
		class = 0;
	if (duration_us < 0)
		duration_us = 0;
	while (duration_us > metrics_bounds_us[i])
		i++;
	metrics_add(&r->answered[class], 1);
	metrics_add(&r->took[i], 1);
	metrics_add(&r->took_us, (uint64_t)duration_us);
}

uint64_t
metrics_requests(unsigned route, int http_class)
{
	struct metrics_route *r = metrics_route(route);

	if (r == NULL || http_class < 0 || http_class >= METRICS_CLASSES)
		return 0;
	return atomic_load(&r->answered[http_class]);
}

uint64_t
metrics_durations(unsigned route, unsigned bucket)
{
	struct metrics_route *r = metrics_route(route);

	if (r == NULL || bucket >= METRICS_BUCKETS)
		return 0;
	return atomic_load(&r->took[bucket]);
}

int64_t
metrics_bucket_us(unsigned bucket)
{
	return bucket < METRICS_BUCKETS ? metrics_bounds_us[bucket] : INT64_MAX;
}

uint64_t
metrics_duration_sum_us(unsigned route)
{
	struct metrics_route *r = metrics_route(route);

	return r == NULL ? 0 : atomic_load(&r->took_us);
}

/* The hash of (bucket, key): its low bits choose the set, its high the tag. */
static uint64_t
metrics_hash(unsigned bucket, struct str key)
{
	const uint8_t *secret = metrics_file->header.key;
	uint64_t both[2] = { bucket, random_hash(secret, key.p, key.n) };

	return random_hash(secret, both, sizeof(both));
}

bool
metrics_rate(unsigned bucket, struct str key, int64_t burst, int64_t per_s,
    int64_t now_us, int64_t *ret_wait_s)
{
	struct rate rate = { .burst = burst, .per_s = per_s,
		.now_us = now_us };
	uint64_t hash;

	assert(burst >= 1 && per_s >= 1 && per_s <= RATE_LONGEST_S);
	*ret_wait_s = per_s;
	if (metrics_file == NULL)
		return false;
	hash = metrics_hash(bucket, key);
	rate.tag = rate_tag(hash);
	if (burst <= RATE_WINDOW_MOST)
		return rate_window(metrics_file->window[hash % METRICS_WINDOWS],
		    &rate, ret_wait_s);
	return rate_refill(metrics_file->refill[hash % METRICS_SETS], &rate,
	    ret_wait_s);
}
