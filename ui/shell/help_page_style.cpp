#include "ui/shell/help_page_style.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QTextBlock>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextFrame>
#include <QTextTable>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace binnacle::ui {

namespace {

constexpr double kMargin = 10;
constexpr double kLineHeight = 130;              // percent
constexpr std::array kHeadingPixels{20, 16, 14}; // of levels 1, 2 and all below

void setFont(QTextCharFormat &format, const QFont &font)
{
    format.setFontFamilies(font.families());
    format.setProperty(QTextFormat::FontPixelSize, font.pixelSize());
    format.setFontStyleStrategy(font.styleStrategy());
    format.clearProperty(QTextFormat::FontSizeAdjustment);
}

bool isCodeBlock(const QTextBlock &block)
{
    return block.blockFormat().hasProperty(QTextFormat::BlockCodeFence)
        || block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage);
}

QTextCharFormat styled(const QTextFragment &fragment, const QTextBlock &block)
{
    const int level = block.blockFormat().headingLevel();
    QTextCharFormat format = fragment.charFormat();
    const bool isCode = isCodeBlock(block) || format.fontFixedPitch();
    QFont font = isCode ? monospaceFont() : textFont();
    if (level > 0)
        font.setPixelSize(kHeadingPixels.at(static_cast<std::size_t>(std::min(level, 3)) - 1));
    setFont(format, font);
    if (isCode && level == 0)
        format.setBackground(theme().palette().raised);
    if (format.isAnchor())
        format.setForeground(theme().palette().accent);
    return format;
}

void styleText(QTextCursor cursor, const QTextBlock &block)
{
    std::vector<std::pair<int, QTextCharFormat>> parts; // a change ends an iteration
    for (auto part = block.begin(); !part.atEnd(); ++part)
        parts.emplace_back(part.fragment().length(), styled(part.fragment(), block));
    int at = block.position();
    for (const auto &[length, format] : parts) {
        cursor.setPosition(at);
        at += length;
        cursor.setPosition(at, QTextCursor::KeepAnchor);
        cursor.setCharFormat(format);
    }
}

void styleBlock(QTextCursor cursor, const QTextBlock &block)
{
    cursor.setPosition(block.position());
    QTextBlockFormat format = block.blockFormat();
    if (isCodeBlock(block)) {
        format.setBackground(theme().palette().raised);
        format.setLeftMargin(kMargin);
        format.setTextIndent(0);
    } else if (!cursor.currentTable()) {
        format.setLineHeight(kLineHeight, QTextBlockFormat::ProportionalHeight);
        if (format.headingLevel() > 0)
            format.setTopMargin(format.headingLevel() == 1 ? 0 : 2 * kMargin);
        format.setBottomMargin(format.headingLevel() > 0 ? kMargin / 2 : kMargin * 3 / 4);
    }
    cursor.setBlockFormat(format);
}

void styleTable(QTextTable &table)
{
    QTextTableFormat format = table.format();
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(theme().palette().line);
    format.setBorderCollapse(true);
    format.setBorder(1);
    format.setCellPadding(5);
    format.setTopMargin(kMargin / 2);
    format.setBottomMargin(kMargin);
    table.setFormat(format);
}

} // namespace

void styleHelpPage(QTextDocument &page)
{
    page.setDefaultFont(textFont());
    page.setDocumentMargin(kMargin);
    QTextCursor cursor(&page);
    cursor.beginEditBlock();
    for (QTextBlock block = page.begin(); block.isValid(); block = block.next()) {
        styleBlock(cursor, block);
        styleText(cursor, block);
    }
    cursor.endEditBlock();
    for (QTextFrame *frame : page.rootFrame()->childFrames()) {
        if (auto *table = qobject_cast<QTextTable *>(frame))
            styleTable(*table);
    }
}

} // namespace binnacle::ui
