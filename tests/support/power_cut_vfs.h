#pragma once

#include <cstdint>
#include <memory>
#include <string>

namespace binnacle::test {

// A disk in memory for SQLite that forgets what was not synced when the power goes: writes reach
// the platter at xSync; at a cut each unsynced 512-byte sector is, by the seed, kept, lost or torn.
// It can also fail: from the Nth writing call on, or once, with a full disk or an I/O error.
//
// Registered as an SQLite VFS under `name()`; files exist only in it. Thread-safe. Connections must
// be closed before it is destroyed.
class PowerCutVfs
{
public:
    enum class Fault { None, DiskFull, WriteError, SyncError };

    PowerCutVfs();
    ~PowerCutVfs();
    PowerCutVfs(const PowerCutVfs &) = delete;
    PowerCutVfs &operator=(const PowerCutVfs &) = delete;

    const std::string &name() const;

    // After `calls` more writes, syncs and truncations every call fails with an I/O error, as if
    // the machine were gone, until restorePower().
    void cutAfter(int calls);
    bool isCut() const;
    // Applies the cut to what was not synced, then works again. All connections must be closed.
    void restorePower(std::uint64_t seed);

    // Fails the writing call number `call` from now (1: the next one); `forGood`: and all after.
    void failAt(int call, Fault fault, bool forGood);
    // The fault set with failAt was met.
    bool hasFailed() const;
    void stopFailing();

    struct Disk; // opaque

private:
    std::unique_ptr<Disk> m_disk;
};

} // namespace binnacle::test
