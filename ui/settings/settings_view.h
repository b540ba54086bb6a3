#pragma once

#include "core/console/estate_feed.h"
#include "core/console/source_desk.h"
#include "ui/widgets/view.h"

class QListWidget;
class QStackedWidget;

namespace binnacle::ui {

class SourcesPage;

// All must outlive the view.
struct SettingsServices
{
    console::SourceDesk &sources;
    console::EstateFeed &estate;
};

// What can be set, one page a subject.
class SettingsView final : public View
{
    Q_OBJECT

public:
    explicit SettingsView(const SettingsServices &services, QWidget *parent = nullptr);

    void setCluster(const ClusterId &) override {} // settings are of the whole workspace
    bool escape() override;
    std::vector<KeyHelp> keyHelp() const override;
    QList<QAction *> paletteActions() const override { return m_actions; }

private:
    void addPage(const QString &title, QWidget *page);

    QListWidget *m_list;
    QStackedWidget *m_pages;
    SourcesPage *m_sources;
    QList<QAction *> m_actions;
};

} // namespace binnacle::ui
