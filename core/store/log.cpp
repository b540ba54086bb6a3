#include "core/store/log.h"

Q_LOGGING_CATEGORY(lcStore, "binnacle.store")
