#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle {

// One word of a full-text search.
struct SearchWord
{
    std::string text; // folded by the tokenizer
    bool isComplete = false;

    bool finds(std::string_view word) const
    {
        return isComplete ? word == text : word.starts_with(text);
    }
};

// What EventField::Text searches for. A tokenizer may split what people take for one word: of
// "checkout-6d8f7c9b5-x2k4p" only the last part can be unfinished, so that part is a prefix and
// those before it are complete. Looking up complete words is what keeps the search for a pod's name
// quick, since the first part of the name is in a great many events.
//
// `tokenize` is called with each piece of `search` between ASCII white space and returns its words.
template<typename Tokenize>
std::vector<SearchWord> searchWords(std::string_view search, Tokenize tokenize)
{
    constexpr std::string_view kSpace = " \t\n\v\f\r";
    std::vector<SearchWord> words;
    for (std::size_t at = search.find_first_not_of(kSpace); at != std::string_view::npos;
         at = search.find_first_not_of(kSpace, at)) {
        const std::size_t end = std::min(search.find_first_of(kSpace, at), search.size());
        for (std::string &word : tokenize(search.substr(at, end - at)))
            words.push_back({.text = std::move(word), .isComplete = true});
        if (!words.empty())
            words.back().isComplete = false;
        at = end;
    }
    return words;
}

} // namespace binnacle
