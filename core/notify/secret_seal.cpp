#include "core/notify/secret_seal.h"

#include "core/access/secret_store.h"
#include "core/notify/crypto.h"

#include <openssl/crypto.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace binnacle::notify {

namespace {

constexpr std::string_view kPrefix = "enc:";
const std::string kKeyName = "notify.key";

class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {}
    ~Descriptor()
    {
        if (m_number >= 0)
            ::close(m_number);
    }
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;

    int number() const { return m_number; }
    bool isOpen() const { return m_number >= 0; }

private:
    int m_number;
};

Error fileError(const std::string &file)
{
    const ErrorCode code = errno == EACCES || errno == EPERM ? ErrorCode::PermissionDenied
        : errno == ENOSPC                                    ? ErrorCode::DiskFull
                                                             : ErrorCode::Unavailable;
    return {code, file + ": " + std::strerror(errno)};
}

Error notAKey(const std::string &place)
{
    return {ErrorCode::Corrupt,
        place
            + " holds no key of 32 bytes: put back the one that was there, or remove it and give "
              "the secrets of all channels again"};
}

// nullopt: there is no such file.
Result<std::optional<std::string>> readKeyFile(const std::string &file)
{
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
    if (!opened.isOpen() && errno == ENOENT)
        return std::optional<std::string>();
    // Others may have got at it meanwhile; from now on they do not.
    if (!opened.isOpen() || ::fchmod(opened.number(), S_IRUSR | S_IWUSR) != 0)
        return fileError(file);
    std::array<char, kGcmKeyBytes + 1> bytes{};
    const ssize_t size = ::read(opened.number(), bytes.data(), bytes.size());
    if (size < 0)
        return fileError(file);
    std::optional<std::string> key(std::in_place, bytes.data(), static_cast<std::size_t>(size));
    OPENSSL_cleanse(bytes.data(), bytes.size());
    if (key->size() != kGcmKeyBytes)
        return notAKey(file);
    return key;
}

// Whole or not at all: written beside it, then renamed.
Status writeKeyFile(const std::string &directory, const std::string &key)
{
    const std::string file = directory + '/' + kKeyName;
    const std::string beside = file + ".new";
    ::unlink(beside.c_str());
    const Descriptor opened(
        ::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    const Descriptor folder(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    const bool isWritten = opened.isOpen() && folder.isOpen()
        && ::write(opened.number(), key.data(), key.size()) == static_cast<ssize_t>(key.size())
        && ::fsync(opened.number()) == 0 && ::rename(beside.c_str(), file.c_str()) == 0
        && ::fsync(folder.number()) == 0;
    return isWritten ? Status(Done{}) : Status(fileError(file));
}

Result<std::optional<std::string>> readStoredKey(access::SecretStore &store)
{
    const Result<std::string> text = store.read(kKeyName);
    if (!text && text.error().code == ErrorCode::NotFound)
        return std::optional<std::string>();
    if (!text)
        return text.error();
    auto key = fromBase64(*text);
    if (!key || key->size() != kGcmKeyBytes)
        return notAKey(store.description());
    return std::optional<std::string>(*std::move(key));
}

} // namespace

SecretSeal::SecretSeal(std::vector<std::string> keys)
    : m_keys(std::move(keys))
{}

SecretSeal::~SecretSeal()
{
    for (std::string &key : m_keys)
        OPENSSL_cleanse(key.data(), key.size());
}

Result<SecretSeal> SecretSeal::open(const std::string &directory, access::SecretStore *store)
{
    auto inFile = readKeyFile(directory + '/' + kKeyName);
    if (!inFile)
        return inFile.error();
    if (store == nullptr) {
        if (!inFile->has_value()) {
            *inFile = randomBytes(kGcmKeyBytes);
            if (const Status written = writeKeyFile(directory, **inFile); !written)
                return written.error();
        }
        return SecretSeal({**std::move(inFile)});
    }
    auto kept = readStoredKey(*store);
    if (!kept)
        return kept.error();
    if (kept->has_value()) {
        std::vector<std::string> keys{**std::move(kept)};
        if (inFile->has_value()) // from a time when the store was closed
            keys.push_back(**std::move(inFile));
        return SecretSeal(std::move(keys));
    }
    const bool moves = inFile->has_value();
    std::string key = moves ? **std::move(inFile) : randomBytes(kGcmKeyBytes);
    if (const Status written = store->write(kKeyName, base64(key)); !written)
        return written.error();
    const std::string file = directory + '/' + kKeyName;
    if (moves && ::unlink(file.c_str()) != 0)
        return fileError(file);
    return SecretSeal({std::move(key)});
}

Result<std::string> SecretSeal::seal(std::int64_t channel, std::string_view secret) const
{
    const std::string nonce = randomBytes(kGcmNonceBytes);
    const std::string associated = std::to_string(channel);
    auto sealed
        = gcmSeal({.key = m_keys.front(), .nonce = nonce, .associated = associated}, secret);
    if (!sealed)
        return sealed.error();
    return std::string(kPrefix) + base64(nonce + *sealed);
}

Result<std::string> SecretSeal::unseal(std::int64_t channel, std::string_view sealed) const
{
    const Error bad{ErrorCode::Corrupt,
        "a secret of this channel cannot be unsealed: it was changed, belongs to another channel "
        "or was sealed with another key; give it again"};
    if (!isSealed(sealed))
        return bad;
    const auto bytes = fromBase64(sealed.substr(kPrefix.size()));
    if (!bytes || bytes->size() < kGcmNonceBytes + kGcmTagBytes)
        return bad;
    const std::string associated = std::to_string(channel);
    const std::string_view all = *bytes;
    for (const std::string &key : m_keys) {
        auto plain = gcmOpen(
            {.key = key, .nonce = all.substr(0, kGcmNonceBytes), .associated = associated},
            all.substr(kGcmNonceBytes));
        if (plain)
            return plain;
    }
    return bad;
}

} // namespace binnacle::notify
