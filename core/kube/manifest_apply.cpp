#include "core/kube/manifest_apply.h"

#include "core/codec/bounded_yaml.h"
#include "core/kube/json_value.h"
#include "core/kube/resource_kinds.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace binnacle::kube {

namespace {

constexpr std::size_t kMostDocuments = 500;

// YAML's mark between documents: three dashes at the start of a line, alone or before a blank. They
// stand for nothing else at that place.
bool startsDocument(std::string_view line)
{
    return line.starts_with("---")
        && (line.size() == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r'
            || line[3] == '\n');
}

std::vector<std::string> splitDocuments(std::string_view text)
{
    std::vector<std::string> documents(1);
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        if (startsDocument(line)) {
            documents.emplace_back();
            line.remove_prefix(3);
        }
        documents.back() += line;
    }
    return documents;
}

codec::YamlLimits limits()
{
    codec::YamlLimits limits;
    limits.bytes = 4U << 20; // what a command may carry
    return limits;
}

} // namespace

ManifestApply::ManifestApply(ApiTransport &api)
    : m_api(api)
{}

Result<ManifestApply::Manifest> ManifestApply::readOne(std::string text, std::size_t number)
{
    const std::string where = "document " + std::to_string(number);
    auto parsed = codec::readYaml(text, limits());
    if (!parsed)
        return withContext(parsed.error(), where);
    if (parsed->empty() || parsed->front().isNull())
        return Manifest{}; // only comments
    if (parsed->size() > 1 || !parsed->front().isMap())
        return Error{ErrorCode::InvalidArgument, where + ": expected one Kubernetes object"};
    const codec::YamlNode &root = parsed->front();
    Manifest manifest{.text = std::move(text),
        .version = root["apiVersion"].text,
        .kind = root["kind"].text,
        .ns = root["metadata"]["namespace"].text,
        .name = root["metadata"]["name"].text};
    if (manifest.version.empty() || manifest.kind.empty())
        return Error{ErrorCode::InvalidArgument, where + ": apiVersion or kind is missing"};
    if (manifest.kind == "List" || !root["items"].isNull())
        return Error{ErrorCode::InvalidArgument,
            where + ": a list; give its items as documents of their own"};
    if (manifest.name.empty())
        return Error{ErrorCode::InvalidArgument,
            where + ": metadata.name is missing; generateName cannot be applied"};
    return manifest;
}

Result<std::vector<ManifestApply::Manifest>> ManifestApply::read(const std::string &manifests)
{
    std::vector<Manifest> all;
    std::size_t number = 0;
    for (std::string &text : splitDocuments(manifests)) {
        if (text.find_first_not_of(" \t\r\n") == std::string::npos)
            continue;
        auto manifest = readOne(std::move(text), ++number);
        if (!manifest)
            return manifest.error();
        if (!manifest->kind.empty())
            all.push_back(*std::move(manifest));
        if (all.size() > kMostDocuments)
            return Error{ErrorCode::TooLarge,
                "manifests: more than " + std::to_string(kMostDocuments) + " objects at once"};
    }
    if (all.empty())
        return Error{ErrorCode::InvalidArgument, "manifests: no Kubernetes object in it"};
    return all;
}

Result<ApplyReport> ManifestApply::apply(
    const std::string &manifests, const std::string &ns, const CallBudget &budget)
{
    const auto all = read(manifests);
    if (!all)
        return all.error();
    m_served.clear();
    ApplyReport report;
    for (const Manifest &manifest : *all) {
        ++report.total;
        const auto changed = applyOne(manifest, ns, budget);
        if (changed) {
            report.changed += *changed ? 1 : 0;
            continue;
        }
        if (!report.errorMessage.empty())
            report.errorMessage += '\n';
        report.errorMessage += manifest.title() + ": " + changed.error().message;
    }
    return report;
}

Result<bool> ManifestApply::applyOne(
    const Manifest &manifest, const std::string &ns, const CallBudget &budget)
{
    const auto path = pathOf(manifest, ns, budget);
    if (!path)
        return path.error();
    const auto before = versionAt(*path, budget);
    if (!before)
        return before.error();
    const auto answer = m_api.send({.method = "PATCH",
                                       .path = *path + "?fieldManager=binnacle&force=true",
                                       .body = manifest.text,
                                       .contentType = "application/apply-patch+yaml"},
        budget);
    if (!answer)
        return answer.error();
    const auto object = parseValue(*answer);
    if (!object)
        return object.error();
    const rapidjson::Value *after = valueAt(**object, {"metadata", "resourceVersion"});
    return before->empty() || !after || textOf(*after) != *before;
}

// Empty when there is no such object yet.
Result<std::string> ManifestApply::versionAt(const std::string &path, const CallBudget &budget)
{
    const auto answer = m_api.send({.path = path}, budget);
    if (!answer && answer.error().code == ErrorCode::NotFound)
        return std::string();
    if (!answer)
        return answer.error();
    const auto object = parseValue(*answer);
    if (!object)
        return object.error();
    const rapidjson::Value *version = valueAt(**object, {"metadata", "resourceVersion"});
    return version ? textOf(*version) : std::string();
}

Result<std::string> ManifestApply::pathOf(
    const Manifest &manifest, const std::string &ns, const CallBudget &budget)
{
    if (!m_served.contains(manifest.version)) {
        auto found = discover(manifest.version, budget);
        if (!found)
            return found.error();
        m_served[manifest.version] = *std::move(found);
    }
    const std::vector<Served> &served = m_served[manifest.version];
    const auto kind = std::ranges::find(served, manifest.kind, &Served::kind);
    if (kind == served.end()) {
        m_served.erase(manifest.version); // its definition may be one of the next documents
        return Error{ErrorCode::NotFound,
            "the API server has no kind \"" + manifest.kind + "\" in " + manifest.version};
    }
    const std::string where = !kind->isNamespaced ? ""
        : !manifest.ns.empty()                    ? manifest.ns
        : !ns.empty()                             ? ns
                                                  : "default";
    return objectPath({.kind = manifest.kind,
                          .version = manifest.version,
                          .plural = kind->plural,
                          .isNamespaced = kind->isNamespaced},
        where, manifest.name);
}

Result<std::vector<ManifestApply::Served>> ManifestApply::discover(
    const std::string &version, const CallBudget &budget)
{
    const auto isBad = [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '?' || c == '#' || c == '%';
    };
    if (version.find("..") != std::string::npos || std::ranges::any_of(version, isBad)
        || std::ranges::count(version, '/') > 1)
        return Error{ErrorCode::InvalidArgument, "apiVersion: expected one such as apps/v1"};
    const auto answer = m_api.send({.path = versionPath(version)}, budget);
    if (!answer && answer.error().code == ErrorCode::NotFound)
        return Error{ErrorCode::NotFound, "the API server has no " + version};
    if (!answer)
        return answer.error();
    const auto document = parseValue(*answer);
    if (!document)
        return document.error();
    std::vector<Served> served;
    const rapidjson::Value *resources = memberOf(**document, "resources");
    if (!resources || !resources->IsArray())
        return served;
    for (const rapidjson::Value &resource : resources->GetArray()) {
        const std::string plural = textOf(resource, "name");
        if (plural.empty() || plural.find('/') != std::string::npos) // subresources
            continue;
        served.push_back({.kind = textOf(resource, "kind"),
            .plural = plural,
            .isNamespaced = flagOf(resource, "namespaced")});
    }
    return served;
}

} // namespace binnacle::kube
