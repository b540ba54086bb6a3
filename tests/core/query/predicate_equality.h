#pragma once

#include "core/domain/predicate.h"

#include <algorithm>

namespace binnacle::test {

// Whether two predicates are the same tree; null equals null.
inline bool samePredicate(const PredicatePtr &a, const PredicatePtr &b)
{
    if (!a || !b)
        return !a && !b;
    return a->kind == b->kind && a->field == b->field && a->op == b->op && a->values == b->values
        && a->key == b->key && a->numbers == b->numbers
        && std::equal(a->children.begin(), a->children.end(), b->children.begin(),
            b->children.end(), samePredicate);
}

} // namespace binnacle::test
