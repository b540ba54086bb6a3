#include "core/access/secret_store.h"
#include "core/access/sodium.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <QFile>
#include <QSaveFile>
#include <QString>

#include <array>
#include <fcntl.h>
#include <map>
#include <mutex>
#include <unistd.h>
#include <utility>

namespace binnacle::access {

namespace {

// "BNSEALED1", passes, memory in KiB (four bytes each, the lowest first), salt, key check, nonce,
// sealed JSON object. The key is Argon2id of passphrase and salt; everything before the nonce is
// authenticated with the content.
constexpr std::string_view kMagic = "BNSEALED1";
constexpr std::string_view kCheckPurpose = "binnacle sealed file";
constexpr std::size_t kNumberBytes = 4;
constexpr std::size_t kSaltBytes = crypto_pwhash_SALTBYTES;
constexpr std::size_t kCheckBytes = crypto_generichash_BYTES_MIN;
constexpr std::size_t kNonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kKeyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;
constexpr std::size_t kCostBytes = kMagic.size() + 2 * kNumberBytes;
constexpr std::size_t kCheckAt = kCostBytes + kSaltBytes;
constexpr std::size_t kHeadBytes = kCheckAt + kCheckBytes;
constexpr std::size_t kMostBytes = std::size_t{4} << 20;
// What a file may ask of the machine that opens it.
constexpr unsigned kMostPasses = 16;
constexpr std::size_t kMostMemory = std::size_t{256} << 20;

using Secrets = std::map<std::string, std::string>;
using Key = std::array<unsigned char, kKeyBytes>;

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

unsigned char *bytesOf(std::string &text)
{
    return reinterpret_cast<unsigned char *>(text.data());
}

std::string numberBytes(std::size_t number)
{
    std::string bytes;
    for (std::size_t i = 0; i < kNumberBytes; ++i)
        bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
    return bytes;
}

std::size_t numberAt(std::string_view bytes, std::size_t at)
{
    std::size_t number = 0;
    for (std::size_t i = 0; i < kNumberBytes; ++i)
        number |= std::size_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return number;
}

Result<Key> keyOf(const std::string &passphrase, std::string_view salt, const PasswordCost &cost)
{
    Key key{};
    const int failed = crypto_pwhash(key.data(), key.size(), passphrase.data(), passphrase.size(),
        bytesOf(salt), cost.passes, cost.memoryBytes, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0)
        return Error{ErrorCode::Unavailable, "not enough memory to open the sealed secrets"};
    return key;
}

// Tells a wrong passphrase from a damaged file.
std::string checkOf(const Key &key)
{
    std::string check(kCheckBytes, '\0');
    crypto_generichash(bytesOf(check), check.size(), bytesOf(kCheckPurpose), kCheckPurpose.size(),
        key.data(), key.size());
    return check;
}

std::string jsonOf(const Secrets &secrets)
{
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    writer.StartObject();
    for (const auto &[name, secret] : secrets) {
        writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
        writer.String(secret.data(), static_cast<rapidjson::SizeType>(secret.size()));
    }
    writer.EndObject();
    return {buffer.GetString(), buffer.GetSize()};
}

Result<Secrets> secretsOf(const std::string &text)
{
    const Error unreadable{ErrorCode::Corrupt, "the sealed secrets are not what was written"};
    rapidjson::Document json;
    json.Parse(text.data(), text.size());
    if (!json.IsObject())
        return unreadable;
    Secrets secrets;
    for (const auto &member : json.GetObject()) {
        if (!member.value.IsString())
            return unreadable;
        secrets.emplace(std::string(member.name.GetString(), member.name.GetStringLength()),
            std::string(member.value.GetString(), member.value.GetStringLength()));
    }
    return secrets;
}

// After a power cut the folder names the new file, not the old one or none.
Status syncFolderOf(const std::string &file)
{
    const std::size_t slash = file.rfind('/');
    const std::string folder
        = slash == std::string::npos ? "." : file.substr(0, slash == 0 ? 1 : slash);
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool isSynced = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    return isSynced ? Status(Done{})
                    : Status(Error{ErrorCode::Unavailable, folder + ": cannot be written through"});
}

class SealedFile final : public SecretStore
{
public:
    SealedFile(std::string file, std::string head, Key key, Secrets secrets)
        : m_file(std::move(file))
        , m_head(std::move(head))
        , m_key(key)
        , m_secrets(std::move(secrets))
    {}
    ~SealedFile() override { sodium_memzero(m_key.data(), m_key.size()); }
    SealedFile(const SealedFile &) = delete;
    SealedFile &operator=(const SealedFile &) = delete;

    Result<std::string> read(const std::string &name) override
    {
        const std::scoped_lock lock(m_mutex);
        const auto known = m_secrets.find(name);
        if (known == m_secrets.end())
            return Error{ErrorCode::NotFound, "there is no secret " + name};
        return known->second;
    }

    Status write(const std::string &name, const std::string &secret) override
    {
        const std::scoped_lock lock(m_mutex);
        Secrets changed = m_secrets;
        changed[name] = secret;
        return keep(std::move(changed));
    }

    Status remove(const std::string &name) override
    {
        const std::scoped_lock lock(m_mutex);
        Secrets changed = m_secrets;
        if (changed.erase(name) == 0)
            return Error{ErrorCode::NotFound, "there is no secret " + name};
        return keep(std::move(changed));
    }

    std::string description() const override { return "a sealed file"; }

private:
    Status keep(Secrets changed)
    {
        std::string plain = jsonOf(changed);
        if (kHeadBytes + kNonceBytes + plain.size() + kTagBytes > kMostBytes)
            return Error{ErrorCode::TooLarge, m_file + ": more than 4 MiB of secrets"};
        const std::string nonce = randomBytes(kNonceBytes);
        std::string sealed(plain.size() + kTagBytes, '\0');
        crypto_aead_xchacha20poly1305_ietf_encrypt(bytesOf(sealed), nullptr, bytesOf(plain),
            plain.size(), bytesOf(m_head), m_head.size(), nullptr, bytesOf(nonce), m_key.data());
        sodium_memzero(plain.data(), plain.size());
        const std::string content = m_head + nonce + sealed;
        const auto size = static_cast<qint64>(content.size());
        QSaveFile file(QString::fromStdString(m_file));
        const bool isWritten = file.open(QIODevice::WriteOnly)
            && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner)
            && file.write(content.data(), size) == size && file.commit(); // syncs the file
        if (!isWritten)
            return Error{ErrorCode::Unavailable, m_file + ": " + file.errorString().toStdString()};
        m_secrets = std::move(changed);
        return syncFolderOf(m_file);
    }

    const std::string m_file;
    const std::string m_head;
    Key m_key;
    std::mutex m_mutex;
    Secrets m_secrets; // guarded by m_mutex
};

Result<std::unique_ptr<SecretStore>> openExisting(
    const std::string &path, const std::string &content, const std::string &passphrase)
{
    if (content.size() < kHeadBytes + kNonceBytes + kTagBytes || !content.starts_with(kMagic))
        return Error{ErrorCode::Corrupt, path + " is not a file of sealed secrets, or cut off"};
    const std::string head = content.substr(0, kHeadBytes);
    const PasswordCost cost{.memoryBytes = numberAt(head, kMagic.size() + kNumberBytes) << 10U,
        .passes = static_cast<unsigned>(numberAt(head, kMagic.size()))};
    if (cost.passes < crypto_pwhash_OPSLIMIT_MIN || cost.passes > kMostPasses
        || cost.memoryBytes < crypto_pwhash_MEMLIMIT_MIN || cost.memoryBytes > kMostMemory)
        return Error{ErrorCode::Corrupt, path + " is damaged: its head is not what was written"};
    const auto key = keyOf(passphrase, std::string_view(head).substr(kCostBytes, kSaltBytes), cost);
    if (!key)
        return key.error();
    const std::string check = checkOf(*key);
    if (sodium_memcmp(check.data(), head.data() + kCheckAt, kCheckBytes) != 0)
        return Error{ErrorCode::Unauthenticated, path + ": the passphrase is wrong"};
    const std::string nonce = content.substr(kHeadBytes, kNonceBytes);
    const std::string sealed = content.substr(kHeadBytes + kNonceBytes);
    std::string plain(sealed.size() - kTagBytes, '\0');
    const int failed = crypto_aead_xchacha20poly1305_ietf_decrypt(bytesOf(plain), nullptr, nullptr,
        bytesOf(sealed), sealed.size(), bytesOf(head), head.size(), bytesOf(nonce), key->data());
    if (failed != 0)
        return Error{ErrorCode::Corrupt, path + " is cut off or was changed by somebody else"};
    auto secrets = secretsOf(plain);
    sodium_memzero(plain.data(), plain.size());
    if (!secrets)
        return secrets.error();
    return std::unique_ptr<SecretStore>(
        std::make_unique<SealedFile>(path, head, *key, *std::move(secrets)));
}

} // namespace

Result<std::unique_ptr<SecretStore>> openSealedFile(
    const std::string &file, const std::string &passphrase, const PasswordCost &cost)
{
    useSodium();
    if (passphrase.empty())
        return Error{ErrorCode::InvalidArgument, "a passphrase is needed for the sealed secrets"};
    QFile existing(QString::fromStdString(file));
    if (existing.exists()) {
        if (!existing.open(QIODevice::ReadOnly))
            return Error{
                ErrorCode::Unavailable, file + ": " + existing.errorString().toStdString()};
        const QByteArray content = existing.read(static_cast<qint64>(kMostBytes) + 1);
        if (content.size() > static_cast<qsizetype>(kMostBytes))
            return Error{ErrorCode::TooLarge, file + " is larger than 4 MiB"};
        return openExisting(file, content.toStdString(), passphrase);
    }
    const std::string salt = randomBytes(kSaltBytes);
    const auto key = keyOf(passphrase, salt, cost);
    if (!key)
        return key.error();
    std::string head = std::string(kMagic) + numberBytes(cost.passes)
        + numberBytes(cost.memoryBytes >> 10U) + salt + checkOf(*key);
    return std::unique_ptr<SecretStore>(
        std::make_unique<SealedFile>(file, std::move(head), *key, Secrets{}));
}

} // namespace binnacle::access
