#include "tests/support/power_cut_vfs.h"

#include <sqlite3.h>

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstring>
#include <map>
#include <mutex>
#include <random>
#include <vector>

namespace binnacle::test {

namespace {

constexpr std::size_t kSector = 512;
constexpr int kShmLocks = 8;

// One file: what a power cut leaves, and what the running system sees.
struct Node
{
    std::string platter;
    std::string cache;
    int shared = 0;
    bool reserved = false;
    bool exclusive = false;
    std::vector<std::unique_ptr<char[]>> shm;
    std::array<int, kShmLocks> shmShared{};
    std::array<bool, kShmLocks> shmExclusive{};
};

} // namespace

struct PowerCutVfs::Disk
{
    std::recursive_mutex mutex;
    std::string name;
    sqlite3_vfs vfs{};
    sqlite3_vfs *system = nullptr;
    std::map<std::string, std::shared_ptr<Node>> files; // guarded by mutex, as all below
    int callsToCut = -1;
    bool cut = false;
    int callsToFault = -1;
    Fault fault = Fault::None;
    bool forGood = false;
    bool failed = false;

    // Before every call that changes the disk: SQLITE_OK or what to fail with.
    int charge(int errorCode, bool isSync)
    {
        if (callsToCut >= 0 && callsToCut-- == 0)
            cut = true;
        if (cut)
            return errorCode;
        if (callsToFault < 0)
            return SQLITE_OK;
        if (callsToFault > 1) {
            --callsToFault;
            return SQLITE_OK;
        }
        if (fault == Fault::SyncError && !isSync)
            return SQLITE_OK;
        failed = true;
        if (!forGood)
            callsToFault = -1;
        return fault == Fault::DiskFull && !isSync ? SQLITE_FULL : errorCode;
    }
};

namespace {

struct OpenFile
{
    sqlite3_file base;
    PowerCutVfs::Disk *disk;
    std::shared_ptr<Node> *node;
    int lock;
    std::array<int, kShmLocks> *shmHeld; // 0 none, 1 shared, 2 exclusive
};

using Guard = std::scoped_lock<std::recursive_mutex>;

OpenFile &fileOf(sqlite3_file *file)
{
    return *reinterpret_cast<OpenFile *>(file);
}
Node &nodeOf(sqlite3_file *file)
{
    return **fileOf(file).node;
}

int closeFile(sqlite3_file *file)
{
    OpenFile &open = fileOf(file);
    delete open.node;
    delete open.shmHeld;
    open.node = nullptr;
    open.shmHeld = nullptr;
    return SQLITE_OK;
}

int readFile(sqlite3_file *file, void *into, int amount, sqlite3_int64 offset)
{
    const Guard guard(fileOf(file).disk->mutex);
    if (fileOf(file).disk->cut)
        return SQLITE_IOERR_READ;
    const std::string &bytes = nodeOf(file).cache;
    const auto from = std::min(static_cast<std::size_t>(offset), bytes.size());
    const auto size = std::min(static_cast<std::size_t>(amount), bytes.size() - from);
    std::memcpy(into, bytes.data() + from, size);
    std::memset(static_cast<char *>(into) + size, 0, static_cast<std::size_t>(amount) - size);
    return size == static_cast<std::size_t>(amount) ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int writeFile(sqlite3_file *file, const void *from, int amount, sqlite3_int64 offset)
{
    const Guard guard(fileOf(file).disk->mutex);
    if (const int failed = fileOf(file).disk->charge(SQLITE_IOERR_WRITE, false); failed != 0)
        return failed;
    std::string &bytes = nodeOf(file).cache;
    const auto end = static_cast<std::size_t>(offset) + static_cast<std::size_t>(amount);
    if (bytes.size() < end)
        bytes.resize(end, '\0');
    std::memcpy(bytes.data() + offset, from, static_cast<std::size_t>(amount));
    return SQLITE_OK;
}

int truncateFile(sqlite3_file *file, sqlite3_int64 size)
{
    const Guard guard(fileOf(file).disk->mutex);
    if (const int failed = fileOf(file).disk->charge(SQLITE_IOERR_TRUNCATE, false); failed != 0)
        return failed;
    nodeOf(file).cache.resize(static_cast<std::size_t>(size), '\0');
    return SQLITE_OK;
}

int syncFile(sqlite3_file *file, int)
{
    const Guard guard(fileOf(file).disk->mutex);
    if (const int failed = fileOf(file).disk->charge(SQLITE_IOERR_FSYNC, true); failed != 0)
        return failed;
    nodeOf(file).platter = nodeOf(file).cache;
    return SQLITE_OK;
}

int sizeOfFile(sqlite3_file *file, sqlite3_int64 *size)
{
    const Guard guard(fileOf(file).disk->mutex);
    *size = static_cast<sqlite3_int64>(nodeOf(file).cache.size());
    return SQLITE_OK;
}

int unlockFile(sqlite3_file *file, int level)
{
    const Guard guard(fileOf(file).disk->mutex);
    Node &node = nodeOf(file);
    int &held = fileOf(file).lock;
    if (held > level && held >= SQLITE_LOCK_RESERVED && level <= SQLITE_LOCK_SHARED) {
        node.reserved = false;
        node.exclusive = false;
    }
    if (held >= SQLITE_LOCK_SHARED && level == SQLITE_LOCK_NONE)
        --node.shared;
    held = std::min(held, level);
    return SQLITE_OK;
}

int lockFile(sqlite3_file *file, int level)
{
    const Guard guard(fileOf(file).disk->mutex);
    Node &node = nodeOf(file);
    int &held = fileOf(file).lock;
    if (held >= level)
        return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (node.exclusive)
            return SQLITE_BUSY;
        ++node.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (node.reserved)
            return SQLITE_BUSY;
        node.reserved = true;
    } else {
        if ((node.reserved && held < SQLITE_LOCK_RESERVED) || node.shared > 1)
            return SQLITE_BUSY;
        node.reserved = true;
        node.exclusive = true;
    }
    held = level;
    return SQLITE_OK;
}

int checkReserved(sqlite3_file *file, int *reserved)
{
    const Guard guard(fileOf(file).disk->mutex);
    *reserved = nodeOf(file).reserved ? 1 : 0;
    return SQLITE_OK;
}

int controlFile(sqlite3_file *, int, void *)
{
    return SQLITE_NOTFOUND;
}
int sectorSize(sqlite3_file *)
{
    return kSector;
}
int characteristics(sqlite3_file *)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int shmMap(sqlite3_file *file, int region, int size, int extend, void volatile **mapped)
{
    const Guard guard(fileOf(file).disk->mutex);
    auto &shm = nodeOf(file).shm;
    const auto wanted = static_cast<std::size_t>(region) + 1;
    *mapped = nullptr;
    if (shm.size() < wanted && extend == 0)
        return SQLITE_OK;
    while (shm.size() < wanted)
        shm.push_back(std::make_unique<char[]>(static_cast<std::size_t>(size)));
    *mapped = shm[static_cast<std::size_t>(region)].get();
    return SQLITE_OK;
}

int shmLock(sqlite3_file *file, int offset, int count, int flags)
{
    const Guard guard(fileOf(file).disk->mutex);
    Node &node = nodeOf(file);
    auto &held = *fileOf(file).shmHeld;
    const auto first = static_cast<std::size_t>(offset);
    const auto last = first + static_cast<std::size_t>(count);
    const bool wantsExclusive = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    for (std::size_t i = first; (flags & SQLITE_SHM_LOCK) != 0 && i < last; ++i) {
        const int others = node.shmShared[i] - (held[i] == 1 ? 1 : 0);
        if ((node.shmExclusive[i] && held[i] != 2) || (wantsExclusive && others > 0))
            return SQLITE_BUSY;
    }
    for (std::size_t i = first; i < last; ++i) {
        if (held[i] == 1)
            --node.shmShared[i];
        if (held[i] == 2)
            node.shmExclusive[i] = false;
        held[i] = 0;
        if ((flags & SQLITE_SHM_UNLOCK) != 0)
            continue;
        held[i] = wantsExclusive ? 2 : 1;
        if (wantsExclusive)
            node.shmExclusive[i] = true;
        else
            ++node.shmShared[i];
    }
    return SQLITE_OK;
}

void shmBarrier(sqlite3_file *)
{
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

int shmUnmap(sqlite3_file *file, int remove)
{
    const Guard guard(fileOf(file).disk->mutex);
    if (remove != 0)
        nodeOf(file).shm.clear();
    return SQLITE_OK;
}

const sqlite3_io_methods kMethods = {2, &closeFile, &readFile, &writeFile, &truncateFile, &syncFile,
    &sizeOfFile, &lockFile, &unlockFile, &checkReserved, &controlFile, &sectorSize,
    &characteristics, &shmMap, &shmLock, &shmBarrier, &shmUnmap, nullptr, nullptr};

PowerCutVfs::Disk &diskOf(sqlite3_vfs *vfs)
{
    return *static_cast<PowerCutVfs::Disk *>(vfs->pAppData);
}

int openFile(sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *outFlags)
{
    PowerCutVfs::Disk &disk = diskOf(vfs);
    const Guard guard(disk.mutex);
    file->pMethods = nullptr;
    if (disk.cut)
        return SQLITE_IOERR;
    const std::string name = path ? path : "";
    auto found = disk.files.find(name);
    if (found == disk.files.end() && path && (flags & SQLITE_OPEN_CREATE) == 0)
        return SQLITE_CANTOPEN;
    auto node = found == disk.files.end() ? std::make_shared<Node>() : found->second;
    if (path)
        disk.files[name] = node;
    OpenFile &open = fileOf(file);
    open.disk = &disk;
    open.node = new std::shared_ptr<Node>(std::move(node));
    open.shmHeld = new std::array<int, kShmLocks>{};
    open.lock = SQLITE_LOCK_NONE;
    open.base.pMethods = &kMethods;
    if (outFlags)
        *outFlags = flags;
    return SQLITE_OK;
}

int deleteFile(sqlite3_vfs *vfs, const char *path, int)
{
    PowerCutVfs::Disk &disk = diskOf(vfs);
    const Guard guard(disk.mutex);
    if (const int failed = disk.charge(SQLITE_IOERR_DELETE, false); failed != 0)
        return failed == SQLITE_FULL ? SQLITE_IOERR_DELETE : failed;
    return disk.files.erase(path) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
}

int accessFile(sqlite3_vfs *vfs, const char *path, int, int *result)
{
    const Guard guard(diskOf(vfs).mutex);
    const auto found = diskOf(vfs).files.find(path);
    *result = found != diskOf(vfs).files.end() && !found->second->cache.empty() ? 1 : 0;
    return SQLITE_OK;
}

int fullPath(sqlite3_vfs *, const char *path, int size, char *into)
{
    sqlite3_snprintf(size, into, "%s", path);
    return SQLITE_OK;
}

int randomness(sqlite3_vfs *vfs, int size, char *into)
{
    sqlite3_vfs *system = diskOf(vfs).system;
    return system->xRandomness(system, size, into);
}

int sleepFor(sqlite3_vfs *, int)
{
    return 0;
}

int currentTime(sqlite3_vfs *vfs, double *now)
{
    sqlite3_vfs *system = diskOf(vfs).system;
    return system->xCurrentTime(system, now);
}

// What a sector that was not synced looks like afterwards.
void settle(std::string &platter, const std::string &cache, std::size_t at, std::mt19937_64 &random)
{
    const std::size_t whole = std::min(kSector, platter.size() - at);
    const auto luck = random() % 3;
    const std::size_t kept = luck == 0 ? 0 : luck == 1 ? whole : random() % (whole + 1);
    const std::size_t there = at < cache.size() ? std::min(kept, cache.size() - at) : 0;
    std::memcpy(platter.data() + at, cache.data() + std::min(at, cache.size()), there);
}

} // namespace

PowerCutVfs::PowerCutVfs()
    : m_disk(std::make_unique<Disk>())
{
    static std::atomic_int number = 0;
    m_disk->name = "binnacle-power-cut-" + std::to_string(++number);
    m_disk->system = sqlite3_vfs_find(nullptr);
    m_disk->vfs.iVersion = 1;
    m_disk->vfs.szOsFile = sizeof(OpenFile);
    m_disk->vfs.mxPathname = 512;
    m_disk->vfs.zName = m_disk->name.c_str();
    m_disk->vfs.pAppData = m_disk.get();
    m_disk->vfs.xOpen = &openFile;
    m_disk->vfs.xDelete = &deleteFile;
    m_disk->vfs.xAccess = &accessFile;
    m_disk->vfs.xFullPathname = &fullPath;
    m_disk->vfs.xRandomness = &randomness;
    m_disk->vfs.xSleep = &sleepFor;
    m_disk->vfs.xCurrentTime = &currentTime;
    if (sqlite3_vfs_register(&m_disk->vfs, 0) != SQLITE_OK)
        qFatal("cannot register the power cut disk");
}

PowerCutVfs::~PowerCutVfs()
{
    sqlite3_vfs_unregister(&m_disk->vfs);
}

const std::string &PowerCutVfs::name() const
{
    return m_disk->name;
}

void PowerCutVfs::cutAfter(int calls)
{
    const Guard guard(m_disk->mutex);
    m_disk->callsToCut = calls;
}

bool PowerCutVfs::isCut() const
{
    const Guard guard(m_disk->mutex);
    return m_disk->cut;
}

void PowerCutVfs::restorePower(std::uint64_t seed)
{
    const Guard guard(m_disk->mutex);
    std::mt19937_64 random(seed);
    for (auto &[name, old] : m_disk->files) {
        auto node = std::make_shared<Node>();
        node->platter = old->platter;
        // The new length may or may not have reached the directory.
        if (old->cache.size() != old->platter.size() && random() % 2 == 0)
            node->platter.resize(old->cache.size(), '\0');
        for (std::size_t at = 0; at < node->platter.size(); at += kSector)
            settle(node->platter, old->cache, at, random);
        node->cache = node->platter;
        old = node;
    }
    m_disk->callsToCut = -1;
    m_disk->cut = false;
}

void PowerCutVfs::failAt(int call, Fault fault, bool forGood)
{
    const Guard guard(m_disk->mutex);
    m_disk->callsToFault = call;
    m_disk->fault = fault;
    m_disk->forGood = forGood;
    m_disk->failed = false;
}

bool PowerCutVfs::hasFailed() const
{
    const Guard guard(m_disk->mutex);
    return m_disk->failed;
}

void PowerCutVfs::stopFailing()
{
    const Guard guard(m_disk->mutex);
    m_disk->callsToFault = -1;
}

} // namespace binnacle::test
