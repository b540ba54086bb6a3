#include "ui/shell/palette_index.h"

#include "ui/shell/fuzzy_match.h"
#include "ui/widgets/formatting.h"

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kNamedBonus = 15; // views and actions before the thousandth pod

bool sameSnapshots(const console::EstateView &a, const console::EstateView &b)
{
    return std::ranges::equal(a.clusters, b.clusters,
        [](const console::ClusterView &one, const console::ClusterView &other) {
            return one.snapshot == other.snapshot && one.name == other.name;
        });
}

// Words must all fit, in any order: "pay web".
int scoreOf(const std::vector<std::string> &words, std::string_view name, std::string_view extra)
{
    int score = 0;
    for (const std::string &word : words) {
        const int inName = fuzzyScore(word, name);
        const int inExtra = extra.empty() ? -1 : fuzzyScore(word, extra) / 2;
        const int best = std::max(inName, inExtra);
        if (best < 0 || (inName < 0 && fuzzyScore(word, extra) < 0))
            return -1;
        score += best;
    }
    return score;
}

struct Hit
{
    int score;
    std::size_t number; // items first, then objects
};

} // namespace

void PaletteIndex::setEstate(std::shared_ptr<const console::EstateView> estate)
{
    const bool isSame = m_estate && sameSnapshots(*m_estate, *estate);
    m_estate = std::move(estate);
    if (isSame)
        return;
    m_objects.clear();
    m_isCut = false;
    for (const PaletteKind kind : {PaletteKind::Workload, PaletteKind::Node, PaletteKind::Pod}) {
        for (std::uint32_t i = 0; i < m_estate->clusters.size(); ++i) {
            if (const auto &snapshot = m_estate->clusters[i].snapshot)
                addObjects(i, *snapshot, kind);
        }
    }
}

bool PaletteIndex::addObject(const Object &object)
{
    if (m_objects.size() == kMaxObjects) {
        m_isCut = true;
        return false;
    }
    m_objects.push_back(object);
    return true;
}

void PaletteIndex::addObjects(
    std::uint32_t cluster, const ClusterSnapshot &snapshot, PaletteKind kind)
{
    const auto addAll = [&](const auto &list, const auto &workloadKind) {
        for (const auto &one : list) {
            if (!addObject({.name = one.meta.name,
                    .ns = one.meta.ns,
                    .kind = kind,
                    .workload = workloadKind(one),
                    .cluster = cluster}))
                return;
        }
    };
    const auto none = [](const auto &) { return WorkloadKind::Deployment; };
    if (kind == PaletteKind::Workload)
        addAll(snapshot.workloads, [](const Workload &one) { return one.kind; });
    else if (kind == PaletteKind::Node)
        addAll(snapshot.nodes, none);
    else
        addAll(snapshot.pods, none);
}

PaletteItem PaletteIndex::item(const Object &object) const
{
    const console::ClusterView &cluster = m_estate->clusters[object.cluster];
    PaletteItem result;
    result.kind = object.kind;
    result.title = toText(object.name);
    result.cluster = cluster.id;
    result.object.object.name = object.name;
    result.object.object.ns = object.ns;
    std::string_view kind = "Pod";
    result.iconName = u"pod"_s;
    if (object.kind == PaletteKind::Node) {
        kind = "Node";
        result.iconName = u"node"_s;
        result.object.scope = EventScope::Node;
    } else if (object.kind == PaletteKind::Workload) {
        kind = workloadKindName(object.workload);
        result.iconName = u"workload"_s;
        result.object.scope = EventScope::WorkloadTree;
    }
    result.object.object.kind = kind;
    result.detail = object.ns.empty()
        ? u"%1 · %2"_s.arg(toText(kind), toText(cluster.name))
        : u"%1 · %2 · %3"_s.arg(toText(kind), toText(object.ns), toText(cluster.name));
    return result;
}

std::vector<PaletteItem> PaletteIndex::match(const QString &text, std::size_t limit) const
{
    std::vector<std::string> words;
    for (const QString &word : text.toLower().split(u' ', Qt::SkipEmptyParts))
        words.push_back(word.toStdString());
    if (words.empty())
        return {m_items.begin(),
            m_items.begin() + static_cast<std::ptrdiff_t>(std::min(limit, m_items.size()))};

    std::vector<Hit> hits;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const std::string title = m_items[i].title.toStdString();
        if (const int score = scoreOf(words, title, {}); score >= 0)
            hits.push_back({score + kNamedBonus, i});
    }
    for (std::size_t i = 0; i < m_objects.size(); ++i) {
        if (const int score = scoreOf(words, m_objects[i].name, m_objects[i].ns); score >= 0)
            hits.push_back({score, m_items.size() + i});
    }
    const std::size_t count = std::min(limit, hits.size());
    std::ranges::partial_sort(
        hits, hits.begin() + static_cast<std::ptrdiff_t>(count), [](const Hit &a, const Hit &b) {
            return a.score != b.score ? a.score > b.score : a.number < b.number;
        });
    std::vector<PaletteItem> result;
    for (const Hit &hit : std::span(hits).first(count)) {
        result.push_back(hit.number < m_items.size()
                ? m_items[hit.number]
                : item(m_objects[hit.number - m_items.size()]));
    }
    return result;
}

} // namespace binnacle::ui
