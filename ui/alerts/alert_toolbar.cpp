#include "ui/alerts/alert_toolbar.h"

#include "ui/alerts/alert_form_parts.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFilterWidth = 480;

} // namespace

AlertToolbar::AlertToolbar(QWidget *parent)
    : QWidget(parent)
    , m_tabs(new QButtonGroup(this))
    , m_filter(FilterBar::overRows({}, u"alertFilter"_s, {}))
    , m_new(new QPushButton)
    , m_import(new QPushButton(tr("Import…")))
    , m_export(buildExport())
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    for (int tab = 0; tab < kAlertTabs; ++tab) {
        const QString edge = tab == 0 ? u"first"_s : tab == kAlertTabs - 1 ? u"last"_s : QString();
        QPushButton *button = segmentButton(title(static_cast<AlertTab>(tab)), edge);
        m_tabs->addButton(button, tab);
        line->addWidget(button);
    }
    m_tabs->button(0)->setChecked(true);
    m_filter->setMaximumWidth(kFilterWidth);
    m_new->setObjectName(u"newAlertThing"_s);
    m_new->setProperty("role", u"primary"_s);
    m_import->setObjectName(u"importRules"_s);
    m_import->setToolTip(tr("Prometheus rule files"));
    line->addSpacing(10);
    line->addWidget(m_filter, 1);
    line->addStretch();
    line->addSpacing(10);
    line->addWidget(m_new);
    line->addSpacing(8);
    line->addWidget(m_import);
    line->addSpacing(8);
    line->addWidget(m_export);
    connect(m_tabs, &QButtonGroup::idClicked, this,
        [this](int tab) { emit tabPicked(static_cast<AlertTab>(tab)); });
    connect(m_filter, &FilterBar::applied, this, &AlertToolbar::filterChanged);
    connect(m_new, &QPushButton::clicked, this, &AlertToolbar::newRequested);
    connect(m_import, &QPushButton::clicked, this, &AlertToolbar::importRequested);
}

QToolButton *AlertToolbar::buildExport()
{
    auto *button = new QToolButton;
    button->setText(tr("Export ▾"));
    button->setPopupMode(QToolButton::InstantPopup);
    auto *menu = new QMenu(button);
    menu->addAction(tr("All rules (JSON)"), this, [this] { emit exportRequested(false); });
    menu->addAction(
        tr("Marked or filtered rules (JSON)"), this, [this] { emit exportRequested(true); });
    button->setMenu(menu);
    return button;
}

QString AlertToolbar::title(AlertTab tab) const
{
    switch (tab) {
    case AlertTab::Rules:
        return tr("Rules");
    case AlertTab::Firing:
        return tr("Firing");
    case AlertTab::History:
        return tr("History");
    case AlertTab::Silences:
        return tr("Silences");
    case AlertTab::Channels:
        break;
    }
    return tr("Channels");
}

AlertTab AlertToolbar::tab() const
{
    return static_cast<AlertTab>(m_tabs->checkedId());
}

void AlertToolbar::setTab(AlertTab tab)
{
    if (tab == this->tab())
        return;
    m_tabs->button(static_cast<int>(tab))->setChecked(true);
    emit tabPicked(tab);
}

void AlertToolbar::setCount(AlertTab tab, int count)
{
    const QString name = title(tab);
    m_tabs->button(static_cast<int>(tab))
        ->setText(count < 0 ? name : u"%1 %2"_s.arg(name, countText(count)));
}

void AlertToolbar::setFilter(FilterLanguage language, const QString &text, const QString &hint)
{
    m_filter->setLanguage(std::move(language));
    m_filter->setPlaceholder(hint);
    m_filter->setMatchCount({}, {});
    m_filter->applyText(text);
}

void AlertToolbar::setMatchCount(qint64 matches, qint64 all)
{
    m_filter->setMatchCount(matches, all);
}

void AlertToolbar::setPermission(const QString &whyNot)
{
    const AlertTab current = tab();
    m_new->setText(current == AlertTab::Silences ? tr("New silence")
            : current == AlertTab::Channels      ? tr("New channel")
                                                 : tr("New rule"));
    for (QPushButton *button : {m_new, m_import}) {
        button->setEnabled(whyNot.isEmpty());
        button->setToolTip(whyNot);
    }
}

void AlertToolbar::focusFilter()
{
    m_filter->focusText();
}

void AlertToolbar::clearFilter()
{
    m_filter->applyText({});
}

bool AlertToolbar::escapeFilter()
{
    return m_filter->escape();
}

} // namespace binnacle::ui
