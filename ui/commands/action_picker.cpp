#include "ui/commands/action_picker.h"

#include "ui/widgets/flow_layout.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// What is reached for most, first; the catalogue's order after that.
const std::array<QString, 6> &usualFirst()
{
    static const std::array<QString, 6> kUsual{
        u"restart"_s, u"scale"_s, u"delete_pod"_s, u"cordon"_s, u"get_logs"_s, u"update_image"_s};
    return kUsual;
}

QStringList inOrder(const std::vector<console::ActionView> &catalogue, const QStringList &allowed)
{
    QStringList result;
    const auto add = [&](const QString &name) {
        const bool isKnown
            = std::ranges::find(catalogue, name, &console::ActionView::name) != catalogue.end();
        if (isKnown && allowed.contains(name) && !result.contains(name))
            result += name;
    };
    for (const QString &name : usualFirst())
        add(name);
    for (const console::ActionView &action : catalogue)
        add(action.name);
    return result;
}

} // namespace

ActionPicker::ActionPicker(QWidget *parent)
    : QWidget(parent)
    , m_layout(new FlowLayout(this, 6))
    , m_more(new QToolButton)
{
    setAccessibleName(tr("Action"));
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_more->setObjectName(u"moreActions"_s);
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(new QMenu(m_more));
    m_row = new QWidget;
    auto *line = new QHBoxLayout(m_row);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    m_layout->addWidget(m_row);
    m_layout->addWidget(m_more);
}

void ActionPicker::setActions(
    const std::vector<console::ActionView> &catalogue, const QStringList &allowed)
{
    const QStringList offered = inOrder(catalogue, allowed);
    if (offered == m_offered)
        return;
    m_offered = offered;
    rebuild();
    mark();
}

void ActionPicker::rebuild()
{
    for (QPushButton *button : std::exchange(m_segments, {})) {
        button->hide();
        button->deleteLater();
    }
    const int count = std::min<int>(kSegments, static_cast<int>(m_offered.size()));
    for (int at = 0; at < count; ++at) {
        const QString name = m_offered[at];
        auto *button = new QPushButton(name);
        button->setObjectName(u"action-"_s + name);
        button->setCheckable(true);
        button->setProperty("role", u"segment"_s);
        if (at == 0 || at == count - 1)
            button->setProperty("edge", at == 0 ? u"first"_s : u"last"_s);
        m_segments.push_back(button);
        m_row->layout()->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, name] { pick(name); });
    }
    QMenu *menu = m_more->menu();
    menu->clear();
    for (const QString &name : m_offered.mid(count)) {
        QAction *action = menu->addAction(name, this, [this, name] { pick(name); });
        action->setCheckable(true);
    }
    m_more->setVisible(m_offered.size() > count);
    fitMore();
}

// As high as the row it ends. How high that is, is known when the style is.
void ActionPicker::fitMore()
{
    m_more->setFixedHeight(std::max(m_row->sizeHint().height(), m_more->fontMetrics().height()));
}

void ActionPicker::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        fitMore();
}

QWidget *ActionPicker::chainTabs(QWidget *before)
{
    for (QPushButton *button : m_segments) {
        setTabOrder(before, button);
        before = button;
    }
    setTabOrder(before, m_more);
    return m_more;
}

void ActionPicker::setCurrent(const QString &action)
{
    m_current = action;
    mark();
}

void ActionPicker::mark()
{
    bool isSegment = false;
    for (QPushButton *button : m_segments) {
        button->setChecked(button->text() == m_current);
        isSegment = isSegment || button->isChecked();
    }
    for (QAction *action : m_more->menu()->actions())
        action->setChecked(action->text() == m_current);
    const bool isOther = !isSegment && !m_current.isEmpty();
    m_more->setText(isOther ? tr("%1 ▾", "a chosen action").arg(m_current) : tr("More ▾"));
    m_more->setAccessibleName(
        isOther ? tr("Other action: %1").arg(m_current) : tr("Other actions"));
    if (isOther && !m_offered.contains(m_current))
        m_more->show(); // not offered to this role, but asked for: the form says so
}

void ActionPicker::pick(const QString &action)
{
    setCurrent(action);
    emit picked(action);
}

} // namespace binnacle::ui
