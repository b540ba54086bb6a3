#pragma once

#include <cstddef>
#include <fstream>
#include <unistd.h>

namespace binnacle::test {

// What this process holds in memory now, in bytes; 0 when the system does not tell.
inline std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

} // namespace binnacle::test
