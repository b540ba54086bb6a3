#include "ui/settings/settings_view.h"

#include "ui/settings/sources_page.h"

#include <QAction>
#include <QHBoxLayout>
#include <QListWidget>
#include <QStackedWidget>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kListWidth = 160;
constexpr int kItemHeight = 30;

} // namespace

SettingsView::SettingsView(const SettingsServices &services, QWidget *parent)
    : View(parent)
    , m_list(new QListWidget)
    , m_pages(new QStackedWidget)
    , m_sources(new SourcesPage(services.sources, services.estate))
{
    setObjectName(u"settingsView"_s);
    m_list->setAccessibleName(tr("Settings"));
    m_list->setFixedWidth(kListWidth);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setContentsMargins(8, 8, 8, 8);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_list);
    layout->addWidget(m_pages, 1);
    addPage(tr("Sources"), m_sources);
    m_list->setCurrentRow(0);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    auto *add = new QAction(tr("Add a metrics endpoint"), this);
    connect(add, &QAction::triggered, m_sources, &SourcesPage::addSource);
    m_actions += add;
}

void SettingsView::addPage(const QString &title, QWidget *page)
{
    auto *item = new QListWidgetItem(title, m_list);
    item->setSizeHint({kListWidth, kItemHeight});
    m_pages->addWidget(page);
}

bool SettingsView::escape()
{
    return m_sources->closeForm();
}

std::vector<View::KeyHelp> SettingsView::keyHelp() const
{
    return {{u"Enter"_s, tr("Open the selected endpoint")},
        {u"Esc"_s, tr("Close the form without saving")}};
}

} // namespace binnacle::ui
