#include "ui/query/query_sources_panel.h"

#include "ui/query/query_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/find_edit.h"
#include "ui/widgets/formatting.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTextDocument>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kRow = 22;
enum Role { NameRole = Qt::UserRole, IsSourceRole };

// A name in monospace with its count or type muted behind it.
class SourceDelegate final : public QStyledItemDelegate
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
        painter->setFont(monospaceFont());
        painter->setPen(index.column() == 0 ? colors.text : colors.muted);
        const QRect box = option.rect.adjusted(4, 0, -4, 0);
        const int side = static_cast<int>(index.column() == 0 ? Qt::AlignLeft : Qt::AlignRight);
        if (index.column() == 1 && !index.data(IsSourceRole).toBool())
            painter->setFont(smallFont());
        painter->drawText(box, side | Qt::AlignVCenter | Qt::TextSingleLine,
            painter->fontMetrics().elidedText(
                index.data().toString(), Qt::ElideRight, box.width()));
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        Q_UNUSED(option)
        const QFontMetrics metrics(monospaceFont());
        return {metrics.horizontalAdvance(index.data().toString()) + 12, kRow};
    }
};

QString countOf(const console::QuerySourceView &source)
{
    return source.rows < 0 ? QString() : countText(source.rows);
}

} // namespace

QuerySourcesPanel::QuerySourcesPanel(const console::QueryDesk &desk, QWidget *parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_search(new FindEdit(tr("Find a source or field")))
    , m_tree(new QTreeWidget)
    , m_nothing(new QLabel(tr("Nothing is named so")))
{
    setObjectName(u"querySources"_s);
    setProperty("frame", u"panel"_s);
    setAccessibleName(tr("Sources and fields"));
    auto *title = new QLabel(tr("Sources and fields"));
    title->setFont(boldTextFont());
    title->setContentsMargins(12, 6, 12, 2);
    m_search->setObjectName(u"querySourceSearch"_s);
    m_search->installEventFilter(this);
    m_tree->setObjectName(u"querySourceTree"_s);
    m_tree->setAccessibleName(tr("Sources and fields"));
    m_tree->setColumnCount(2);
    m_tree->setHeaderHidden(true);
    m_tree->setItemDelegate(new SourceDelegate(m_tree));
    m_tree->setUniformRowHeights(true);
    m_tree->setIndentation(14);
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setMouseTracking(true);
    m_tree->setExpandsOnDoubleClick(false);
    m_tree->header()->setStretchLastSection(false);
    m_tree->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_tree->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
    m_nothing->setProperty("tone", u"muted"_s);
    m_nothing->setContentsMargins(12, 4, 12, 4);
    m_nothing->hide();
    auto *search = new QVBoxLayout;
    search->setContentsMargins(8, 2, 8, 4);
    search->addWidget(m_search);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->setSpacing(0);
    layout->addWidget(title);
    layout->addLayout(search);
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);

    connect(m_search, &QLineEdit::textChanged, this, &QuerySourcesPanel::search);
    connect(m_tree, &QTreeWidget::itemActivated, this, [this](const QTreeWidgetItem *item) {
        emit chosen(item->data(0, NameRole).toString(), item->data(0, IsSourceRole).toBool());
    });
    reload();
    if (m_tree->topLevelItemCount() > 0)
        m_tree->topLevelItem(0)->setExpanded(true);
}

void QuerySourcesPanel::reload()
{
    const std::vector<console::QuerySourceView> sources = m_desk.sources();
    bool isSame = m_tree->topLevelItemCount() == static_cast<int>(sources.size());
    for (int at = 0; isSame && at < m_tree->topLevelItemCount(); ++at) {
        const console::QuerySourceView &source = sources[static_cast<std::size_t>(at)];
        const QTreeWidgetItem *item = m_tree->topLevelItem(at);
        isSame = item->text(0) == source.name
            && item->childCount() == static_cast<int>(source.fields.size());
    }
    if (!isSame)
        rebuild(sources);
    for (int at = 0; at < m_tree->topLevelItemCount(); ++at) {
        const QString count = countOf(sources[static_cast<std::size_t>(at)]);
        QTreeWidgetItem *item = m_tree->topLevelItem(at);
        if (item->text(1) != count)
            item->setText(1, count);
    }
}

void QuerySourcesPanel::rebuild(const std::vector<console::QuerySourceView> &sources)
{
    m_tree->clear();
    for (const console::QuerySourceView &source : sources) {
        auto *item = new QTreeWidgetItem(m_tree, {source.name, countOf(source)});
        item->setData(0, NameRole, source.name);
        for (int column = 0; column < 2; ++column) {
            item->setData(column, IsSourceRole, true);
            item->setToolTip(column, Qt::convertFromPlainText(source.help));
        }
        for (const console::QuerySourceView::Field &field : source.fields) {
            auto *child = new QTreeWidgetItem(item, {field.name, fieldTypeText(field.type)});
            child->setData(0, NameRole, field.name);
            for (int column = 0; column < 2; ++column) {
                child->setData(column, IsSourceRole, false);
                child->setToolTip(column, Qt::convertFromPlainText(field.help));
            }
        }
    }
    search(m_search->text());
}

void QuerySourcesPanel::search(const QString &text)
{
    const QString wanted = text.trimmed();
    bool isAnything = false;
    for (int at = 0; at < m_tree->topLevelItemCount(); ++at) {
        QTreeWidgetItem *source = m_tree->topLevelItem(at);
        const bool isNamed = source->text(0).contains(wanted, Qt::CaseInsensitive);
        bool hasField = false;
        for (int field = 0; field < source->childCount(); ++field) {
            const bool matches
                = source->child(field)->text(0).contains(wanted, Qt::CaseInsensitive);
            source->child(field)->setHidden(!matches && !isNamed);
            hasField = hasField || matches;
        }
        source->setHidden(!isNamed && !hasField);
        isAnything = isAnything || isNamed || hasField;
        if (!wanted.isEmpty())
            source->setExpanded(hasField);
    }
    m_nothing->setVisible(!isAnything);
}

void QuerySourcesPanel::unfold(const QString &source)
{
    if (!m_search->text().isEmpty())
        return;
    QTreeWidgetItem *found = nullptr;
    for (int at = 0; at < m_tree->topLevelItemCount(); ++at) {
        if (m_tree->topLevelItem(at)->text(0).compare(source, Qt::CaseInsensitive) == 0)
            found = m_tree->topLevelItem(at);
    }
    if (!found || found->isExpanded())
        return;
    m_tree->collapseAll();
    found->setExpanded(true);
    m_tree->scrollToItem(found, QAbstractItemView::PositionAtTop);
}

void QuerySourcesPanel::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

bool QuerySourcesPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Down) {
            m_tree->setFocus(Qt::OtherFocusReason);
            return true;
        }
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace binnacle::ui
