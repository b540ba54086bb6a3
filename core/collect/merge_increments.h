#pragma once

#include "core/domain/increments.h"

namespace binnacle::collect {

// Adds what happened to the same ingress key.
void addTo(IngressIncrement &into, const IngressIncrement &other);

} // namespace binnacle::collect
