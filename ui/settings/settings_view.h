#pragma once

#include "ui/settings/guarded_page.h"
#include "ui/settings/settings_services.h"
#include "ui/widgets/view.h"

#include <vector>

class QListWidget;
class QStackedWidget;

namespace binnacle::ui {

class SettingsPage;

// What can be set, one page a subject; each is made when it is first opened.
class SettingsView final : public View
{
    Q_OBJECT

public:
    explicit SettingsView(const SettingsServices &services, QWidget *parent = nullptr);

    // "sources", "storage", "gateway", "users", "tokens", "audit", "security", "appearance",
    // "keys", "all"; others are ignored.
    void showPage(const QString &id);
    QString currentPage() const;
    QStringList pageIds() const;
    SettingsPage *page(const QString &id); // null: unknown or not permitted

    void setCluster(const ClusterId &) override {} // settings are of the whole workspace
    void showSettings(const QString &page) override { showPage(page); }
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    static std::vector<KeyHelp> keys();
    std::vector<KeyHelp> keyHelp() const override { return keys(); }
    QList<QAction *> paletteActions() const override { return m_actions; }

private:
    struct Entry
    {
        QString id;
        QString title;
        GuardedPage::Rule rule;
        std::function<SettingsPage *()> make;
    };
    void build();
    std::vector<Entry> wholeEntries();  // of the workspace
    std::vector<Entry> accessEntries(); // who may do and did what
    std::vector<Entry> windowEntries(); // of the window
    void addPage(const Entry &entry);
    void addAction(const QString &title, const std::function<void()> &run);
    SettingsPage *shown();

    SettingsServices m_services;
    QListWidget *m_list;
    QStackedWidget *m_pages;
    QStringList m_ids;
    QList<QAction *> m_actions;
};

} // namespace binnacle::ui
