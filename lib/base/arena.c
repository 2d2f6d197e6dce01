/*
 * arena: a list of blocks, the newest first, and a bump pointer in each.  This
 * is one of the two files that call malloc.  The invariant that saves a memset
 * per allocation: whatever lies at or behind a block's used mark is zero.
 */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#ifdef WB_SANITIZE
#include <sanitizer/asan_interface.h>
#define ARENA_FENCE(p, n) ASAN_POISON_MEMORY_REGION((p), (n))
#define ARENA_UNFENCE(p, n) ASAN_UNPOISON_MEMORY_REGION((p), (n))
#define ARENA_GAP 16
#else
#define ARENA_FENCE(p, n) ((void)(p), (void)(n))
#define ARENA_UNFENCE(p, n) ((void)(p), (void)(n))
#define ARENA_GAP 0
#endif

#include "base/banned.h"

#define ARENA_ALIGN alignof(max_align_t)
#define ARENA_FIRST ((size_t)32 * 1024)		/* most requests need no more */
#define ARENA_LARGEST ((size_t)1024 * 1024)	/* blocks double up to this */
#define ARENA_KEPT ((size_t)512 * 1024)		/* over a reset, at most */

struct block {
	struct block *older;
	size_t size, used;		/* of bytes; used stays aligned */
	alignas(max_align_t) char bytes[];
};

struct hook {
	struct hook *older;
	void (*fn)(void *);
	void *arg;
};

struct arena {
	struct block *block;		/* the newest; NULL before any use */
	struct hook *hook;		/* the newest; they live in blocks */
	void *last;			/* the newest allocation */
	size_t held, cap;		/* held: the sum of the blocks' sizes */
	size_t used;			/* in all blocks */
};

static _Noreturn void
arena_die(const char *why, size_t n)
{
	LOG(LOG_ERROR, "arena", LOG_TEXT("why", why),
	    LOG_INT("bytes", n > INT64_MAX ? INT64_MAX : (int64_t)n));
	abort();
}

struct arena *
arena_new(size_t cap_bytes)
{
	struct arena *a = calloc(1, sizeof(*a));

	if (a == NULL)
		arena_die("no memory", sizeof(*a));
	a->cap = cap_bytes;
	return a;
}

/* A block for at least n bytes; what the cap leaves if that is enough. */
static void
arena_add_block(struct arena *a, size_t n)
{
	size_t left = a->cap - a->held, size = ARENA_FIRST;
	struct block *b;

	if (n > left)
		arena_die("over the cap", n);
	if (a->block != NULL && a->block->size < ARENA_LARGEST)
		size = a->block->size * 2;
	else if (a->block != NULL)
		size = ARENA_LARGEST;
	if (size < n)
		size = n;
	if (size > left)
		size = left & ~(ARENA_ALIGN - 1);
	if (size < n)
		arena_die("over the cap", n);
	b = calloc(1, sizeof(*b) + size);
	if (b == NULL)
		arena_die("no memory", size);
	b->size = size;
	b->older = a->block;
	ARENA_FENCE(b->bytes, size);
	a->block = b;
	a->held += size;
}

/* What an allocation of n bytes takes of a block. */
static size_t
arena_room(size_t n)
{
	if (n > SIZE_MAX / 2)
		arena_die("over the cap", n);
	if (n == 0)
		n = 1;
	return (n + ARENA_ALIGN - 1 + ARENA_GAP) & ~(ARENA_ALIGN - 1);
}

void *
arena_alloc(struct arena *a, size_t n)
{
	size_t room = arena_room(n);
	char *p;

	if (a->block == NULL || room > a->block->size - a->block->used)
		arena_add_block(a, room);
	p = a->block->bytes + a->block->used;
	ARENA_UNFENCE(p, n);
	a->block->used += room;
	a->used += room;
	a->last = p;
	return p;
}

void *
arena_array(struct arena *a, size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		arena_die("over the cap", n);
	return arena_alloc(a, n * size);
}

void *
arena_grow(struct arena *a, void *p, size_t old, size_t n)
{
	struct block *b = a->block;
	size_t from, room = arena_room(n);
	void *moved;

	assert(n >= old);
	if (p != NULL && p == a->last) {
		from = (size_t)((char *)p - b->bytes);
		if (room <= b->size - from) {
			a->used += from + room - b->used;
			b->used = from + room;
			ARENA_UNFENCE(p, n);
			return p;
		}
	}
	moved = arena_alloc(a, n);
	if (old > 0)
		memcpy(moved, p, old);
	return moved;
}

char *
arena_dup(struct arena *a, const void *p, size_t n)
{
	char *copy;

	assert(n < SIZE_MAX);
	copy = arena_alloc(a, n + 1);
	if (n > 0)
		memcpy(copy, p, n);
	return copy;
}

void
arena_on_reset(struct arena *a, void (*fn)(void *), void *arg)
{
	struct hook *h = ARENA_NEW(a, struct hook);

	h->fn = fn;
	h->arg = arg;
	h->older = a->hook;
	a->hook = h;
}

/* A hook may allocate or add hooks: those run too, hence the look each time. */
static void
arena_run_hooks(struct arena *a)
{
	struct hook *h;

	while ((h = a->hook) != NULL) {
		a->hook = h->older;
		h->fn(h->arg);
	}
}

static void
arena_drop(struct arena *a, struct block **at)
{
	struct block *b = *at;

	*at = b->older;
	a->held -= b->size;
	ARENA_UNFENCE(b->bytes, b->size);
	explicit_bzero(b->bytes, b->used);
	free(b);
}

/*
 * The newest block is the largest.  It stays, so that a process whose requests
 * are alike comes to rest with one block that holds any of them.
 */
void
arena_reset(struct arena *a)
{
	struct block *b;

	arena_run_hooks(a);
	while (a->block != NULL && a->block->size > ARENA_KEPT)
		arena_drop(a, &a->block);
	if ((b = a->block) != NULL) {
		while (b->older != NULL)
			arena_drop(a, &b->older);
		ARENA_UNFENCE(b->bytes, b->used);
		memset(b->bytes, 0, b->used);
		b->used = 0;
		ARENA_FENCE(b->bytes, b->size);
	}
	a->used = 0;
	a->last = NULL;
}

void
arena_free(struct arena *a)
{
	if (a == NULL)
		return;
	arena_run_hooks(a);
	while (a->block != NULL)
		arena_drop(a, &a->block);
	free(a);
}

size_t
arena_used(const struct arena *a)
{
	return a->used;
}
