/*
 * arena: memory with one lifetime.  Nothing allocated here is freed singly;
 * a reset wipes and reuses it all.  One arena per request, one per process.
 *
 *   block -> block -> block        used <= size in each; the sum of all
 *   [#####.....]                   sizes <= cap, or the process aborts
 *
 * Bytes that are not handed out are zero, and poisoned under --enable-sanitize
 * with a red zone behind each allocation.
 */
#ifndef WATCHBILL_BASE_ARENA_H
#define WATCHBILL_BASE_ARENA_H

#include <stddef.h>

struct arena;

/*
 * arena_new(cap_bytes): an empty arena that never holds more than cap_bytes.
 *
 * Gives    never NULL: without memory the process ends with a log line.
 * Owns     the caller, until arena_free (which takes NULL).
 */
struct arena *arena_new(size_t cap_bytes);
void arena_free(struct arena *a);

/*
 * arena_reset(a): runs the cleanup hooks, newest first, wipes what was used
 * and makes it all available again.  Keeps one block, of 512 KB at most.
 */
void arena_reset(struct arena *a);

/*
 * arena_alloc(a, n): n zeroed bytes, aligned for any object.
 *
 * Gives    never NULL.  n == 0 gives a distinct valid pointer.
 * Fails    past the cap: logs and aborts; limits on input keep that a bug.
 * Source   DESIGN "Memory".
 */
void *arena_alloc(struct arena *a, size_t n);

/* arena_array(a, n, size): like arena_alloc(a, n * size), overflow checked. */
void *arena_array(struct arena *a, size_t n, size_t size);

/*
 * arena_grow(a, p, old, n): the allocation p of old bytes made n >= old long,
 * the new bytes zero: in place if it is the newest and its block has room,
 * else moved (then the old bytes stay spent until the reset).  p may be NULL.
 */
void *arena_grow(struct arena *a, void *p, size_t old, size_t n);

/* ARENA_NEW(a, T): one zeroed T.  ARENA_ARRAY(a, T, n): n of them. */
#define ARENA_NEW(a, T) ((T *)arena_alloc((a), sizeof(T)))
#define ARENA_ARRAY(a, T, n) ((T *)arena_array((a), (n), sizeof(T)))

/* arena_dup(a, p, n): a copy of n bytes and a NUL behind them. */
char *arena_dup(struct arena *a, const void *p, size_t n);

/*
 * arena_on_reset(a, fn, arg): fn(arg) runs at the next reset or free: for
 * foreign objects (a json-c tree, an open file) with our lifetime.
 * What it points to in the arena is still there when it runs.
 */
void arena_on_reset(struct arena *a, void (*fn)(void *), void *arg);

/* arena_used(a): bytes handed out since the last reset, with alignment and
 * fences (for bench, tests). */
size_t arena_used(const struct arena *a);

#endif
