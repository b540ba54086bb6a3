#pragma once

#include <cstdlib>

namespace binnacle::test {

// What must hold for any input: the fuzzer keeps the one for which it does not.
inline void require(bool condition)
{
    if (!condition)
        std::abort();
}

} // namespace binnacle::test
