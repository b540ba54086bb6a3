#pragma once

#include "core/console/console_types.h"

#include <QString>

#include <functional>
#include <string_view>
#include <vector>

namespace binnacle::ui {

enum class PaletteKind { View, Cluster, Action, Node, Workload, Pod };

// One line of the command palette.
struct PaletteItem
{
    PaletteKind kind = PaletteKind::Action;
    QString title;
    QString detail;
    QString iconName;
    QString keys;              // shown on the right; may be empty
    std::function<void()> run; // empty for objects
    ClusterId cluster;
    ScopedObject object; // Node, Workload, Pod
};

// What the palette finds: a few named things and the objects of the current snapshots. Names are
// matched where they lie in the snapshots; nothing is copied before it is shown. At most 60 000
// objects are looked at, workloads and nodes first, so a keystroke stays within milliseconds.
class PaletteIndex
{
public:
    static constexpr std::size_t kMaxObjects = 60'000;

    void setItems(std::vector<PaletteItem> items) { m_items = std::move(items); }
    // Cheap when the snapshots are those of the last call.
    void setEstate(std::shared_ptr<const console::EstateView> estate);

    // Best first. An empty text gives the named things in their order.
    std::vector<PaletteItem> match(const QString &text, std::size_t limit) const;
    std::size_t objectCount() const { return m_objects.size(); }
    bool isCut() const { return m_isCut; } // more objects exist than are looked at

private:
    struct Object
    {
        std::string_view name;
        std::string_view ns;
        PaletteKind kind;
        WorkloadKind workload;
        std::uint32_t cluster;
    };
    void addObjects(std::uint32_t cluster, const ClusterSnapshot &snapshot, PaletteKind kind);
    bool addObject(const Object &object);
    PaletteItem item(const Object &object) const;

    std::vector<PaletteItem> m_items;
    std::shared_ptr<const console::EstateView> m_estate; // keeps the names alive
    std::vector<Object> m_objects;
    bool m_isCut = false;
};

} // namespace binnacle::ui
