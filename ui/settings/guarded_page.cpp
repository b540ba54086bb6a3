#include "ui/settings/guarded_page.h"

#include "ui/settings/access_text.h"
#include "ui/settings/settings_page.h"
#include "ui/widgets/state_panel.h"

#include <QStackedLayout>

#include <utility>

namespace binnacle::ui {

GuardedPage::GuardedPage(
    console::AccessDesk &desk, Rule rule, std::function<SettingsPage *()> make, QWidget *parent)
    : QWidget(parent)
    , m_desk(desk)
    , m_rule(std::move(rule))
    , m_make(std::move(make))
    , m_layout(new QStackedLayout(this))
    , m_refusal(new StatePanel)
{
    m_layout->addWidget(m_refusal);
    connect(&m_desk, &console::AccessDesk::changed, this, [this] {
        if (isVisible())
            decide();
    });
}

SettingsPage *GuardedPage::page()
{
    decide();
    return m_layout->currentWidget() == m_page ? m_page : nullptr;
}

void GuardedPage::refresh()
{
    if (SettingsPage *shown = page())
        shown->refresh();
}

void GuardedPage::showEvent(QShowEvent *event)
{
    decide();
    QWidget::showEvent(event);
}

void GuardedPage::decide()
{
    const Role role = m_desk.me().role;
    if (m_rule.capability && !roleHas(role, *m_rule.capability)) {
        m_refusal->showEmpty(tr("Not permitted"), m_rule.whatIsHidden.arg(roleText(role)));
        m_layout->setCurrentWidget(m_refusal);
        return;
    }
    if (!m_page) {
        m_page = m_make();
        m_layout->addWidget(m_page);
    }
    m_layout->setCurrentWidget(m_page);
}

} // namespace binnacle::ui
