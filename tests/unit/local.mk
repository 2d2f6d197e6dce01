# One cmocka program per module; it mirrors lib/.  unit_libs is what most need.
unit_libs = $(core_libs) $(CMOCKA_LIBS)
EXTRA_DIST += tests/unit/unit.h

include tests/unit/base.mk
include tests/unit/view.mk
include tests/unit/domain.mk
include tests/unit/store.mk
include tests/unit/service.mk
include tests/unit/gateway.mk
include tests/unit/worker.mk
include tests/unit/web.mk
