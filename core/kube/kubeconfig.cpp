#include "core/kube/kubeconfig.h"

#include "core/codec/bounded_yaml.h"
#include "core/kube/base64.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <utility>

namespace binnacle::kube {

namespace {

using codec::YamlNode;

constexpr std::uintmax_t kLargestFile = 1U << 20;

// One kubeconfig file, read.
struct Source
{
    YamlNode root;
    std::string folder;
};

struct Found
{
    const YamlNode *node = nullptr;
    std::string folder;
};

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

std::string environment(const char *name)
{
    const char *value = std::getenv(name);
    return value ? value : "";
}

Result<std::string> readFile(const std::string &path)
{
    std::error_code failed;
    const std::uintmax_t size = std::filesystem::file_size(path, failed);
    if (failed)
        return Error{ErrorCode::NotFound, path + ": " + failed.message()};
    if (size > kLargestFile)
        return Error{ErrorCode::TooLarge, path + ": larger than 1 MiB"};
    std::ifstream file(path, std::ios::binary);
    std::string text(static_cast<std::size_t>(size), '\0');
    if (!file.read(text.data(), static_cast<std::streamsize>(size)))
        return Error{ErrorCode::PermissionDenied, path + ": could not be read"};
    return text;
}

std::string pathIn(const std::string &folder, const std::string &path)
{
    return (std::filesystem::path(folder) / path).lexically_normal().string();
}

bool isTrue(const YamlNode &node)
{
    return node.text == "true" || node.text == "True" || node.text == "TRUE";
}

// The member `inner` of the first item called `name` in the list `section`.
std::optional<Found> findNamed(const std::vector<Source> &sources, std::string_view section,
    std::string_view inner, const std::string &name)
{
    for (const Source &source : sources) {
        for (const YamlNode &item : source.root[section].items) {
            if (item["name"].text == name && !name.empty())
                return Found{&item[inner], source.folder};
        }
    }
    return std::nullopt;
}

// "prod-eu, staging": what there is, for whoever asked for something else.
std::string namesIn(const std::vector<Source> &sources, std::string_view section)
{
    std::string names;
    for (const Source &source : sources) {
        for (const YamlNode &item : source.root[section].items)
            names += (names.empty() ? "" : ", ") + item["name"].text;
    }
    return names.empty() ? "none" : names;
}

Error unknownName(
    const std::vector<Source> &sources, std::string_view section, const std::string &name)
{
    return {ErrorCode::NotFound,
        "the kubeconfig has no " + std::string(section.substr(0, section.size() - 1)) + " \"" + name
            + "\"; it has: " + namesIn(sources, section)};
}

// PEM text that stands in the file itself in base64, or in a file of its own.
Result<std::string> pemOf(const Found &owner, const std::string &key)
{
    const YamlNode &data = (*owner.node)[key + "-data"];
    if (!data.text.empty()) {
        auto decoded = decodeBase64(data.text);
        if (!decoded)
            return invalid(key + "-data: not base64");
        return *std::move(decoded);
    }
    const YamlNode &file = (*owner.node)[key];
    return file.text.empty() ? Result<std::string>(std::string())
                             : readFile(pathIn(owner.folder, file.text));
}

bool isLoopback(std::string_view server)
{
    constexpr std::array<std::string_view, 3> kHosts{
        "http://127.0.0.1", "http://localhost", "http://[::1]"};
    return std::ranges::any_of(kHosts, [&](std::string_view host) {
        const std::string_view rest
            = server.starts_with(host) ? server.substr(host.size()) : std::string_view("x");
        return rest.empty() || rest.front() == ':' || rest.front() == '/';
    });
}

Status checkServer(const std::string &server)
{
    const bool isHttp = server.starts_with("https://") || server.starts_with("http://");
    const auto isBad = [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '\x7f'; };
    if (!isHttp || std::ranges::any_of(server, isBad)
        || server.find_first_of("@?#") != std::string::npos)
        return invalid("server: expected an address such as https://10.0.0.1:6443");
    return Done{};
}

Status readCluster(const Found &cluster, ApiAccess &access)
{
    const YamlNode &node = *cluster.node;
    if (!node["proxy-url"].text.empty())
        return invalid("proxy-url: proxies are not supported; give an address that is reached "
                       "directly");
    access.server = node["server"].text;
    if (Status valid = checkServer(access.server); !valid)
        return valid;
    while (access.server.ends_with('/'))
        access.server.pop_back();
    access.serverName = node["tls-server-name"].text;
    access.skipsVerification = isTrue(node["insecure-skip-tls-verify"]);
    auto authority = pemOf(cluster, "certificate-authority");
    if (!authority)
        return withContext(authority.error(), "certificate-authority");
    access.authorityPem = *std::move(authority);
    if (access.skipsVerification && !access.authorityPem.empty())
        return invalid("certificate-authority together with insecure-skip-tls-verify: it would "
                       "not be looked at; remove one");
    return Done{};
}

Status refuseUnsupported(const YamlNode &user)
{
    struct Member
    {
        std::string_view key;
        std::string_view why;
    };
    constexpr std::array<Member, 7> kRefused{{
        {"exec", "plug-ins are not run"},
        {"auth-provider", "plug-ins are not run"},
        {"username", "API servers take no passwords any more"},
        {"password", "API servers take no passwords any more"},
        {"as", "acting as somebody else is not supported"},
        {"as-uid", "acting as somebody else is not supported"},
        {"as-groups", "acting as somebody else is not supported"},
    }};
    for (const Member &member : kRefused) {
        if (!user[member.key].isNull())
            return invalid(std::string(member.key) + ": " + std::string(member.why)
                + "; give the user a token, a tokenFile or a client certificate");
    }
    return Done{};
}

Status readUser(const Found &user, ApiAccess &access)
{
    if (Status supported = refuseUnsupported(*user.node); !supported)
        return supported;
    access.token = (*user.node)["token"].text;
    if (const std::string &file = (*user.node)["tokenFile"].text; !file.empty())
        access.tokenFile = pathIn(user.folder, file);
    auto certificate = pemOf(user, "client-certificate");
    if (!certificate)
        return withContext(certificate.error(), "client-certificate");
    auto key = pemOf(user, "client-key");
    if (!key)
        return withContext(key.error(), "client-key");
    if (certificate->empty() != key->empty())
        return invalid("client-certificate and client-key belong together: one is missing");
    if (key->find("ENCRYPTED") != std::string::npos)
        return invalid("client-key: encrypted keys are not supported");
    access.clientCertificatePem = *std::move(certificate);
    access.clientKeyPem = *std::move(key);
    return Done{};
}

Result<ApiAccess> accessOf(const std::vector<Source> &sources, std::string context)
{
    for (const Source &source : sources) {
        if (context.empty())
            context = source.root["current-context"].text;
    }
    if (context.empty())
        return Error{ErrorCode::NotFound,
            "the kubeconfig has no current context; name one with --context: "
                + namesIn(sources, "contexts")};
    const auto chosen = findNamed(sources, "contexts", "context", context);
    if (!chosen)
        return unknownName(sources, "contexts", context);
    const std::string &clusterName = (*chosen->node)["cluster"].text;
    const auto cluster = findNamed(sources, "clusters", "cluster", clusterName);
    if (!cluster)
        return unknownName(sources, "clusters", clusterName);
    ApiAccess access;
    if (Status read = readCluster(*cluster, access); !read)
        return withContext(read.error(), "cluster \"" + clusterName + '"');
    const std::string &userName = (*chosen->node)["user"].text;
    if (!userName.empty()) { // an API server may also be asked by nobody in particular
        const auto user = findNamed(sources, "users", "user", userName);
        if (!user)
            return unknownName(sources, "users", userName);
        if (Status read = readUser(*user, access); !read)
            return withContext(read.error(), "user \"" + userName + '"');
    }
    const bool hasToken = !access.token.empty() || !access.tokenFile.empty();
    if (hasToken && access.server.starts_with("http://") && !isLoopback(access.server))
        return invalid("server: a token is not sent over plain http");
    return access;
}

Result<Source> parseSource(std::string_view text, std::string folder)
{
    auto documents = codec::readYaml(text);
    if (!documents)
        return documents.error();
    if (documents->empty() || !documents->front().isMap())
        return Error{ErrorCode::MalformedBody, "not a kubeconfig: expected a YAML map"};
    return Source{std::move(documents->front()), std::move(folder)};
}

std::string trimmed(const std::string &text)
{
    const auto first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos
        ? std::string()
        : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

} // namespace

std::vector<std::string> kubeconfigFiles(const std::string &given)
{
    if (!given.empty())
        return {given};
    std::vector<std::string> files;
    const std::string named = environment("KUBECONFIG");
    for (std::size_t begin = 0; begin < named.size();) {
        const std::size_t end = std::min(named.find(':', begin), named.size());
        if (end > begin)
            files.push_back(named.substr(begin, end - begin));
        begin = end + 1;
    }
    if (files.empty())
        files.push_back(environment("HOME") + "/.kube/config");
    return files;
}

Result<ApiAccess> loadKubeconfig(const std::vector<std::string> &files, const std::string &context)
{
    std::vector<Source> sources;
    for (const std::string &file : files) {
        auto text = readFile(file);
        if (!text && text.error().code == ErrorCode::NotFound && files.size() > 1)
            continue; // of a list, those that are there
        if (!text)
            return withContext(text.error(), "kubeconfig");
        std::error_code failed; // then paths in it start where we are
        auto source
            = parseSource(*text, std::filesystem::absolute(file, failed).parent_path().string());
        if (!source)
            return withContext(source.error(), file);
        sources.push_back(*std::move(source));
    }
    if (sources.empty())
        return Error{ErrorCode::NotFound, "none of the kubeconfig files is there"};
    auto access = accessOf(sources, context);
    return access ? access : Result<ApiAccess>(withContext(access.error(), "kubeconfig"));
}

Result<ApiAccess> readKubeconfig(
    std::string_view text, const std::string &folder, const std::string &context)
{
    auto source = parseSource(text, folder);
    if (!source)
        return source.error();
    return accessOf({*std::move(source)}, context);
}

ServiceAccountPlace ServiceAccountPlace::ofEnvironment()
{
    ServiceAccountPlace place;
    place.host = environment("KUBERNETES_SERVICE_HOST");
    place.port = environment("KUBERNETES_SERVICE_PORT");
    return place;
}

Result<ApiAccess> serviceAccountAccess(const ServiceAccountPlace &place)
{
    if (place.host.empty() || place.port.empty())
        return Error{ErrorCode::NotFound,
            "KUBERNETES_SERVICE_HOST and _PORT are not set: this is no pod of a cluster"};
    ApiAccess access;
    const bool isIpv6 = place.host.find(':') != std::string::npos;
    access.server = "https://" + (isIpv6 ? '[' + place.host + ']' : place.host) + ':' + place.port;
    if (Status valid = checkServer(access.server); !valid)
        return withContext(valid.error(), "KUBERNETES_SERVICE_HOST");
    auto authority = readFile(place.folder + "/ca.crt");
    if (!authority)
        return withContext(authority.error(), "service account");
    access.authorityPem = *std::move(authority);
    access.tokenFile = place.folder + "/token";
    auto token = readFile(access.tokenFile);
    if (!token)
        return withContext(token.error(), "service account");
    access.token = trimmed(*token);
    if (access.token.empty())
        return Error{ErrorCode::NotFound, "service account: " + access.tokenFile + " is empty"};
    return access;
}

} // namespace binnacle::kube
