#include "ui/query/who_else_panel.h"

#include "core/console/on_answer.h"
#include "ui/query/query_run.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPainter>
#include <QStackedLayout>
#include <QStyledItemDelegate>
#include <QTextDocument>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 58;
constexpr int kMargin = 12;
enum Role { TextRole = Qt::UserRole, MarkedShareRole, OtherShareRole };

double shareOf(qint64 part, qint64 whole)
{
    return whole > 0 ? static_cast<double>(part) / static_cast<double>(whole) : 0;
}

// "node = node-5" over two thin bars, and their numbers.
class TraitDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
        const QModelIndex &index) const override
    {
        const Palette &colors = theme().palette();
        painter->save();
        if (option.state.testFlag(QStyle::State_Selected))
            painter->fillRect(option.rect, colors.selection);
        else if (option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, colors.raised);
        const QRect box = option.rect.adjusted(kMargin, 6, -kMargin, -6);
        painter->setFont(monospaceFont());
        painter->setPen(colors.text);
        const QRect title(box.left(), box.top(), box.width(), 16);
        painter->drawText(title, Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(
                index.data().toString(), Qt::ElideMiddle, title.width()));
        paintBar(*painter, {box.left(), box.top() + 20, box.width(), 5},
            index.data(MarkedShareRole).toDouble(), colors.accent);
        paintBar(*painter, {box.left(), box.top() + 27, box.width(), 3},
            index.data(OtherShareRole).toDouble(), colors.muted);
        painter->setFont(smallFont());
        painter->setPen(colors.muted);
        painter->drawText(QRect(box.left(), box.top() + 31, box.width(), 15),
            Qt::AlignLeft | Qt::AlignVCenter,
            painter->fontMetrics().elidedText(
                index.data(TextRole).toString(), Qt::ElideRight, box.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {100, kRow};
    }

private:
    static void paintBar(QPainter &painter, const QRect &box, double share, const QColor &color)
    {
        painter.fillRect(box, theme().palette().line);
        QRect filled = box;
        filled.setWidth(
            static_cast<int>(std::clamp(share, 0.0, 1.0) * static_cast<double>(box.width())));
        painter.fillRect(filled, color);
    }
};

} // namespace

WhoElsePanel::WhoElsePanel(console::QueryDesk &desk, QWidget *parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_about(new QLabel)
    , m_list(new QListWidget)
    , m_state(new StatePanel)
    , m_pages(new QStackedLayout)
{
    setObjectName(u"whoElse"_s);
    setProperty("frame", u"panel"_s);
    setAccessibleName(tr("Who else: what the marked rows share"));
    setMinimumWidth(240);
    auto *title = new QLabel(tr("Who else"));
    title->setFont(boldTextFont());
    m_about->setTextFormat(Qt::PlainText);
    m_about->setProperty("tone", u"muted"_s);
    auto *close = new QToolButton;
    close->setIcon(icon(u"close"_s));
    close->setProperty("role", u"flat"_s);
    close->setToolTip(tr("Close (Esc)"));
    close->setAccessibleName(tr("Close"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(12, 4, 6, 4);
    head->setSpacing(8);
    head->addWidget(title);
    head->addWidget(m_about, 1);
    head->addWidget(close);
    QFrame *line = newPanelLine();
    m_list->setObjectName(u"whoElseList"_s);
    m_list->setAccessibleName(accessibleName());
    m_list->setItemDelegate(new TraitDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMouseTracking(true);
    m_list->setUniformItemSizes(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_pages->addWidget(m_list);
    m_pages->addWidget(m_state);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addLayout(head);
    layout->addWidget(line);
    layout->addLayout(m_pages, 1);
    connect(close, &QToolButton::clicked, this, &WhoElsePanel::closeRequested);
    connect(m_list, &QListWidget::itemClicked, this, [this] { choose(m_list->currentRow()); });
    connect(m_list, &QListWidget::itemActivated, this, [this] { choose(m_list->currentRow()); });
}

void WhoElsePanel::ask(const QueryRun &run, const std::vector<std::size_t> &rows)
{
    show();
    m_about->setText(
        tr("what %Ln marked row(s) have in common", nullptr, static_cast<int>(rows.size())));
    m_state->showLoading(tr("Comparing with all others"));
    m_pages->setCurrentWidget(m_state);
    const std::uint64_t question = ++m_question;
    using Traits = std::vector<console::SharedTrait>;
    console::onAnswer(m_desk.whoElse(run.resultText(), run.resultContext(), run.result(), rows),
        this, [this, question](const Result<std::shared_ptr<const Traits>> &answer) {
            if (question != m_question)
                return;
            if (answer) {
                showTraits(**answer);
                return;
            }
            m_state->showError(answer.error(), tr("The rows are still right."));
            m_pages->setCurrentWidget(m_state);
        });
}

QString WhoElsePanel::traitText(const console::SharedTrait &trait)
{
    return tr("%1 of %2 marked rows, %3 of %4 other rows")
        .arg(countText(trait.selected), countText(trait.selectedTotal), countText(trait.others),
            countText(trait.othersTotal));
}

void WhoElsePanel::showTraits(const std::vector<console::SharedTrait> &traits)
{
    m_traits = traits;
    m_list->clear();
    for (const console::SharedTrait &trait : traits) {
        auto *item = new QListWidgetItem(u"%1 = %2"_s.arg(trait.field, trait.value), m_list);
        const QString text = traitText(trait);
        item->setData(TextRole, text);
        item->setData(MarkedShareRole, shareOf(trait.selected, trait.selectedTotal));
        item->setData(OtherShareRole, shareOf(trait.others, trait.othersTotal));
        item->setData(Qt::AccessibleDescriptionRole, text);
        item->setToolTip(
            Qt::convertFromPlainText(tr("%1\n%2\nEnter adds it to the query", "a trait, who has it")
                                         .arg(item->text(), text)));
    }
    if (traits.empty())
        m_state->showEmpty(tr("Nothing stands out"),
            tr("The marked rows share nothing that is rarer among the others. Mark more rows, or "
               "fewer."));
    m_pages->setCurrentWidget(traits.empty() ? static_cast<QWidget *>(m_state) : m_list);
}

void WhoElsePanel::choose(int row)
{
    if (row >= 0 && row < static_cast<int>(m_traits.size()))
        emit chosen(m_traits[static_cast<std::size_t>(row)]);
}

} // namespace binnacle::ui
