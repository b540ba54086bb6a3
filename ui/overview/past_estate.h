#pragma once

#include "core/console/estate_feed.h"

#include <QObject>

#include <map>
#include <memory>

namespace binnacle::ui {

// What the clusters looked like at one instant of the past, asked once for each and kept until
// another instant is looked at.
class PastEstate final : public QObject
{
    Q_OBJECT

public:
    explicit PastEstate(console::EstateFeed &estate, QObject *parent = nullptr);

    void look(Timestamp at); // unknown: at now, so nothing is kept
    bool isActive() const { return isKnown(m_at); }

    // The live view of the cluster turned back to the instant: its state then, none when nothing
    // that old is kept.
    console::ClusterView asOf(const console::ClusterView &live) const;

signals:
    void changed();

private:
    void ask(const ClusterId &cluster);

    console::EstateFeed &m_estate;
    Timestamp m_at{};
    std::map<ClusterId, std::shared_ptr<const ClusterSnapshot>> m_states; // null: none is kept
    std::map<ClusterId, console::PastContact> m_contacts;
    int m_generation = 0;
};

} // namespace binnacle::ui
