#include "ui/settings/settings_view.h"

#include "ui/settings/appearance_page.h"
#include "ui/settings/audit_log_page.h"
#include "ui/settings/gateway_page.h"
#include "ui/settings/keys_page.h"
#include "ui/settings/read_only_bar.h"
#include "ui/settings/security_log_page.h"
#include "ui/settings/settings_file_page.h"
#include "ui/settings/sources_page.h"
#include "ui/settings/storage_page.h"
#include "ui/settings/tokens_page.h"
#include "ui/settings/users_page.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_style.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kListWidth = 190;
constexpr int kItemHeight = 30;

} // namespace

SettingsView::SettingsView(const SettingsServices &services, QWidget *parent)
    : View(parent)
    , m_services(services)
    , m_list(new QListWidget)
    , m_pages(new QStackedWidget)
{
    setObjectName(u"settingsView"_s);
    build();
    addAction(tr("Add a metrics endpoint"), [this] {
        showPage(u"sources"_s);
        if (auto *sources = qobject_cast<SourcesPage *>(page(u"sources"_s)))
            sources->addSource();
    });
    for (const auto &entries : {wholeEntries(), accessEntries(), windowEntries()}) {
        for (const Entry &entry : entries)
            addPage(entry);
    }
    addAction(tr("Add a user"), [this] {
        showPage(u"users"_s);
        if (auto *users = qobject_cast<UsersPage *>(page(u"users"_s)))
            users->addUser();
    });
    addAction(tr("Create an API key"), [this] {
        showPage(u"tokens"_s);
        if (auto *tokens = qobject_cast<TokensPage *>(page(u"tokens"_s)))
            tokens->addToken();
    });
    m_list->setCurrentRow(0);
}

void SettingsView::build()
{
    m_list->setObjectName(u"settingsList"_s);
    m_list->setAccessibleName(tr("Settings"));
    m_list->setFixedWidth(kListWidth);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setItemDelegate(new CellDelegate(CellKind::Text, m_list));
    setFocusProxy(m_list);
    auto *pages = new QHBoxLayout;
    pages->setSpacing(0);
    pages->addWidget(m_list);
    pages->addWidget(m_pages, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(new ReadOnlyBar(m_services.access));
    layout->addWidget(newPanelLine());
    layout->addLayout(pages, 1);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
}

std::vector<SettingsView::Entry> SettingsView::wholeEntries()
{
    return {{.id = u"sources"_s,
                .title = tr("Sources"),
                .rule = {},
                .make = [this] { return new SourcesPage(m_services.sources, m_services.estate); }},
        {.id = u"storage"_s,
            .title = tr("Store and retention"),
            .rule = {},
            .make = [this] { return new StoragePage(m_services.settings, m_services.access); }},
        {.id = u"gateway"_s, .title = tr("Listener and gateway"), .rule = {}, .make = [this] {
             return new GatewayPage({.settings = m_services.settings,
                 .access = m_services.access,
                 .estate = m_services.estate});
         }}};
}

std::vector<SettingsView::Entry> SettingsView::accessEntries()
{
    return {
        {.id = u"users"_s,
            .title = tr("Users"),
            .rule = {.capability = Capability::ManageAccess,
                .whatIsHidden
                = tr("Your role (%1) cannot see users. Ask an admin of this console.", "a role")},
            .make =
                [this] {
                    return new UsersPage(m_services.access, m_services.estate, m_services.time);
                }},
        {.id = u"tokens"_s,
            .title = tr("Tokens"),
            .rule = {.capability = Capability::ManageAccess,
                .whatIsHidden
                = tr("Your role (%1) cannot see tokens. Ask an admin of this console.", "a role")},
            .make = [this] { return new TokensPage(m_services.access, m_services.time); }},
        {.id = u"audit"_s,
            .title = tr("Audit"),
            .rule = {.capability = Capability::ReadAudit,
                .whatIsHidden
                = tr("Your role (%1) cannot see audit entries. Ask an admin of this console.",
                    "a role")},
            .make = [this] { return new AuditLogPage(m_services.access, m_services.time); }},
        {.id = u"security"_s,
            .title = tr("Security events"),
            .rule = {.capability = Capability::ReadSecurity,
                .whatIsHidden
                = tr("Your role (%1) cannot see security events. Ask an admin of this console.",
                    "a role")},
            .make = [this] { return new SecurityLogPage(m_services.access, m_services.time); }},
    };
}

std::vector<SettingsView::Entry> SettingsView::windowEntries()
{
    return {{.id = u"appearance"_s,
                .title = tr("Appearance"),
                .rule = {},
                .make =
                    [this] {
                        return new AppearancePage({.settings = m_services.settings,
                            .access = m_services.access,
                            .theme = m_services.theme,
                            .time = m_services.time});
                    }},
        {.id = u"keys"_s,
            .title = tr("Keys"),
            .rule = {},
            .make =
                [this] {
                    return new KeysPage(*m_services.keys, m_services.settings, m_services.access);
                }},
        {.id = u"all"_s,
            .title = tr("All settings"),
            .rule = {.capability = Capability::ManageSettings,
                .whatIsHidden
                = tr("Your role (%1) cannot see the settings file. Ask an admin of this console.",
                    "a role")},
            .make
            = [this] { return new SettingsFilePage(m_services.settings, m_services.access); }}};
}

void SettingsView::addPage(const Entry &entry)
{
    if (entry.id == u"keys"_s && !m_services.keys)
        return; // nobody tells which there are
    auto *item = new QListWidgetItem(entry.title, m_list);
    item->setSizeHint({kListWidth, kItemHeight});
    m_pages->addWidget(new GuardedPage(m_services.access, entry.rule, entry.make));
    m_ids += entry.id;
    addAction(tr("Settings: %1", "title of a page").arg(entry.title),
        [this, id = entry.id] { showPage(id); });
}

void SettingsView::addAction(const QString &title, const std::function<void()> &run)
{
    auto *action = new QAction(title, this);
    connect(action, &QAction::triggered, this, run);
    m_actions += action;
}

void SettingsView::showPage(const QString &id)
{
    if (const qsizetype at = m_ids.indexOf(id); at >= 0)
        m_list->setCurrentRow(static_cast<int>(at));
}

QString SettingsView::currentPage() const
{
    return m_ids.value(m_list->currentRow());
}

QStringList SettingsView::pageIds() const
{
    return m_ids;
}

SettingsPage *SettingsView::page(const QString &id)
{
    const qsizetype at = m_ids.indexOf(id);
    if (at < 0)
        return nullptr;
    return static_cast<GuardedPage *>(m_pages->widget(static_cast<int>(at)))->page();
}

SettingsPage *SettingsView::shown()
{
    return page(currentPage());
}

void SettingsView::focusFilter()
{
    if (SettingsPage *current = shown())
        current->focusFilter();
}

bool SettingsView::escape()
{
    SettingsPage *current = shown();
    return current && current->escape();
}

void SettingsView::refresh()
{
    if (SettingsPage *current = shown())
        current->refresh();
}

std::vector<View::KeyHelp> SettingsView::keys()
{
    return {{u"Enter"_s, tr("Open the selected endpoint or user; enter a value")},
        {u"Delete"_s, tr("Remove the selected user; revoke the selected token")},
        {u"Tab"_s, tr("From the list of pages into the page")},
        {u"Esc"_s, tr("Close the form or question; give up what was typed")}};
}

} // namespace binnacle::ui
