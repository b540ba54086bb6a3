#pragma once

#include "core/console/event_feed.h"
#include "ui/widgets/view.h"

#include <QStringList>

class QTableView;

namespace binnacle::ui {

class EventHistogram;
class FilterBar;
class TimeSelection;

// A view made of the shared widgets alone, which also keeps what the shell asked of it.
class SampleView final : public View
{
    Q_OBJECT

public:
    SampleView(console::EventFeed &events, TimeSelection &time);

    void setCluster(const ClusterId &cluster) override { shownCluster = cluster; }
    void showObject(const ClusterId &, const ScopedObject &object) override;
    void openEvent(EventRowId event) override { openedEvent = event; }
    void applyFilter(const QString &filter) override { filters << filter; }
    void showSettings(const QString &page) override { settingsPage = page; }
    void focusFilter() override;
    bool escape() override;
    void refresh() override { ++refreshes; }
    std::vector<KeyHelp> keyHelp() const override;
    QList<QAction *> paletteActions() const override { return actions(); }

    ClusterId shownCluster;
    QStringList filters;
    std::string shownObject;
    QString settingsPage;
    EventRowId openedEvent = 0;
    int refreshes = 0;

private:
    QWidget *makeTable(console::EventFeed &events, const TimeSelection &time);
    QWidget *makeInspector(const ClusterEvent &event, const TimeSelection &time);

    FilterBar *m_filter;
    EventHistogram *m_histogram;
};

} // namespace binnacle::ui
