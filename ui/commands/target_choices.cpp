#include "ui/commands/target_choices.h"

#include "ui/widgets/formatting.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::array<std::string_view, 3> kClusterWide{"Node", "Namespace", "PersistentVolume"};

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(
        result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return result;
}

// Calls use(kind, meta) for every object of the kind; stops when it returns false.
template<typename Use>
void forEachOf(const ClusterSnapshot &snapshot, std::string_view kind, Use use)
{
    const auto all = [&use](std::string_view of, const auto &objects) {
        return std::ranges::all_of(
            objects, [&](const auto &object) { return use(of, object.meta); });
    };
    if (kind == "Pod")
        all(kind, snapshot.pods);
    else if (kind == "Node")
        all(kind, snapshot.nodes);
    else if (kind == "ReplicaSet")
        all(kind, snapshot.replicaSets);
    else if (kind == "Job")
        all(kind, snapshot.jobs);
    else if (kind == "CronJob")
        all(kind, snapshot.cronJobs);
    else if (kind == "Service")
        all(kind, snapshot.services);
    else if (kind == "Ingress")
        all(kind, snapshot.ingresses);
    else if (kind == "Namespace")
        all(kind, snapshot.namespaces);
    for (const Workload &workload : snapshot.workloads) {
        if (workloadKindName(workload.kind) == kind && !use(kind, workload.meta))
            return;
    }
    for (const PlainObject &object : snapshot.plainObjects) {
        if (object.kind == kind && !use(kind, object.meta))
            return;
    }
}

const Workload *findWorkload(const ClusterSnapshot &snapshot, const ResourceRef &target)
{
    const auto found
        = std::ranges::find_if(snapshot.workloads, [&target](const Workload &workload) {
              return workload.meta.name == target.name && workload.meta.ns == target.ns
                  && workloadKindName(workload.kind) == target.kind;
          });
    return found == snapshot.workloads.end() ? nullptr : &*found;
}

} // namespace

std::vector<ResourceRef> findTargets(const ClusterSnapshot &snapshot, const QStringList &kinds,
    const QString &text, std::size_t limit)
{
    std::vector<std::string> words;
    for (const QString &word : text.split(u' ', Qt::SkipEmptyParts))
        words.push_back(lowered(word.toStdString()));
    std::vector<ResourceRef> found;
    std::string searched;
    for (const QString &kind : kinds) {
        forEachOf(snapshot, kind.toStdString(), [&](std::string_view of, const ObjectMeta &meta) {
            searched.assign(of).append(" ").append(meta.ns).append("/").append(meta.name);
            searched = lowered(searched);
            const bool matches = std::ranges::all_of(words, [&searched](const std::string &word) {
                return searched.find(word) != std::string::npos;
            });
            if (matches)
                found.push_back({std::string(of), std::string(meta.ns), std::string(meta.name)});
            return true;
        });
    }
    const std::size_t shown = std::min(limit, found.size());
    std::ranges::partial_sort(found, found.begin() + static_cast<std::ptrdiff_t>(shown));
    found.resize(shown);
    return found;
}

std::optional<ResourceRef> parseTarget(const QString &text, const QStringList &kinds)
{
    QString rest = text.simplified();
    QString kind = kinds.size() == 1 ? kinds.front() : QString();
    if (const qsizetype space = rest.indexOf(u' '); space > 0) {
        const auto named = std::ranges::find_if(kinds, [&](const QString &one) {
            return one.compare(rest.left(space), Qt::CaseInsensitive) == 0;
        });
        if (named == kinds.end())
            return std::nullopt;
        kind = *named;
        rest = rest.mid(space + 1);
    }
    if (kind.isEmpty() || rest.isEmpty() || rest.contains(u' '))
        return std::nullopt;
    const qsizetype slash = rest.indexOf(u'/');
    const bool hasNamespace = slash > 0;
    if (slash == 0 || slash == rest.size() - 1 || rest.count(u'/') > 1)
        return std::nullopt;
    if (hasNamespace == isClusterWide(kind.toStdString()))
        return std::nullopt;
    return ResourceRef{kind.toStdString(),
        hasNamespace ? rest.left(slash).toStdString() : std::string(),
        rest.mid(slash + 1).toStdString()};
}

bool isClusterWide(std::string_view kind)
{
    return std::ranges::find(kClusterWide, kind) != kClusterWide.end();
}

bool holdsTarget(const ClusterSnapshot &snapshot, const ResourceRef &target)
{
    bool isThere = false;
    forEachOf(snapshot, target.kind, [&](std::string_view, const ObjectMeta &meta) {
        isThere = meta.name == target.name && meta.ns == target.ns;
        return !isThere;
    });
    return isThere;
}

QString currentValue(
    const ClusterSnapshot &snapshot, const ResourceRef &target, const QString &parameter)
{
    const Workload *workload = findWorkload(snapshot, target);
    if (!workload)
        return {};
    if (parameter == u"replicas"_s)
        return QString::number(workload->desired);
    if (parameter == u"image"_s && workload->images.size() == 1)
        return toText(workload->images.front());
    return {};
}

} // namespace binnacle::ui
