/** How everyday talk in English begins, and what goes together in it: our own, parted by semicolons, `*` is any word. Goes on from english-talk.ts. */
export const ENGLISH_OPENINGS = `
this is * speaking how can i help; you are through to *; how can i help you today; how can i help you with that; how may i direct your call; how may i * you
how would you like to *; how would you like to pay; how did you hear about us; how is your day going; how are you doing; how old are you; how far is *
how often do you *; how soon can you *; how do you spell that; how about *; how come *; it is a pleasure to *; it was nice talking to you; nice to *
thank you for your order; thank you for your payment; thank you for your feedback; thank you for calling us today; thank you for coming; thank you for being *
thank you for the *; thank you very much for your *; thanks for your *; thanks for calling; i appreciate your *; i appreciate that; i really appreciate it
enjoy your *; enjoy the rest of your *; have a good *; have a great *; have a nice *; have a safe *; take care; good luck with *; see you *; talk to you *
speak to you *; goodbye and *; who is calling please; who am i *; who told you *; who is the *; who can i *; who do you want to *; who would you like to *
am i speaking with *; speaking to the *; speak to the *; speak to your *; speak to my *; speak to someone *; speak to a *; talk to the *; talk to your *
talk to my *; talk to someone *; talk to a *; ask for the *; ask your *; may i speak to *; may i take your *; may i ask *; may i call you *; may i know *
what is your *; what is the * number; what is the * on your *; what is the name of your *; what is the balance on *; what is this about; what was the *
what was your *; what are the *; what are you *; what did you *; what would you like to *; what happened to my *; what can i *; what about *; what if *
what should i *; what a *; what sort of *; what day *; which *; which number *; which * are you *; can you please *; can you give me *; can you give me your *
can you check my *; can you check if *; can you confirm *; can you confirm your *; can you confirm the *; can you tell me *; can you tell me about *
can you tell me when *; can you call me *; can you look *; can you read *; can you see *; can you transfer me to *; can you explain *; can you wait *
can you just *; can you do *; can we *; can he *; can not *; could i *; could i speak to *; could you give me *; could you tell me *; could you confirm *
could you check *; could you hold *; could you wait *; could you explain *; could you read *; could you spell *; do i have to *; do i need *; do i need a *
do i need to *; do i *; do not *; do not worry *; do not forget *; do not call *; do not need *; do not tell *; do you accept *; do you have any *
do you have an *; do you have another *; do you have your *; do you have the *; do you offer *; do you take *; do you sell *; do you remember *
do you think *; do you understand; do you understand the *; do you agree to *; do you agree with *; do you live *; do you work *; do you like *; do you use *
does it *; does that *; does that work for you; does the * include *; did you try *; did you check *; did you change *; did you call *; did you see *
did you say *; did you have *; did you make *; are you the *; are you still *; are you happy with *; are you calling *; are you at *; are you interested in *
are you looking for *; are you going to *; are you a *; are there any *; are there any other *; are we *; is it *; is it possible to *; is it a *; is it the *
is it included; is the *; is the * still *; is your *; is your * the same; is your address *; is your * still *; is this *; is this a *; is this the *
is this about *; is this for *; is this your *; is that a *; is that your *; is that the *; is that okay; is there *; is there a *; is there any *
is there anyone *; is there something *; is everything *; was it *; was there *; were you *; will it *; will i *; will you *; will there be *; would it *
would that *; have i *; have you *; have you been *; have you checked *; have you already *; have you ever *; have you changed *; have you received *
have you paid *; has it *; has the *; has my *; has anyone *; should i *; should we *; where are you *; where can i *; where did *; where is the *
when is the *; when is my *; when does *; when do *; when did *; when was *; when will the *; why do *; why does *; why is *; why is it *; why was i *
why can not i *; i am a *; i am a customer *; i am not *; i am not interested; i am very *; i am very happy *; i am so *; i am just *; i am going to *
i am going *; i am trying to *; i am unable to *; i am having *; i am having trouble *; i am on *; i am in *; i am at *; i am the *; i am from *; i am sure *
i am happy to *; i am here *; i am still *; i am still waiting for *; i am waiting *; i am moving *; i am moving to *; i am worried about *; i am really *
i am glad *; i am calling *; i am calling from *; i am calling to *; i am sorry *; i am sorry but *; i am sorry to *; i am sorry for * you; i am afraid *
i am sending *; i was *; i was charged *; i was not *; i was wondering if *; i was speaking to *; i was calling about *; i was going to *; i was told *
i was given *; i was in *; i was on *; i was trying to *; i bought *; i bought a *; i called *; i called about *; i called you *; i can *; i can not *
i can not find *; i can not get *; i can not hear *; i can not do that; i can not pay *; i can do that *; i can help you *; i can hear *; i can offer you *
i can see *; i can see the *; i can send *; i can give you *; i can check *; i changed my *; i did *; i did not *; i did not receive *; i did not know *
i did not say *; i did not want *; i do *; i do not *; i do not agree *; i do not believe *; i do not care *; i do not have *; i do not have any *
i do not have an *; i do not have my *; i do not have time *; i do not know *; i do not know about *; i do not know if *; i do not like *; i do not need *
i do not need a *; i do not need any *; i do not remember *; i do not see *; i do not understand *; i do not use *; i do not want a *; i do not want to *
i feel *; i forgot *; i forgot to *; i found *; i found a *; i gave *; i get *; i got *; i got a *; i got an email *; i got your *; i guess *; i had *
i had a *; i had an *; i had to *; i hate *; i have *; i have a *; i have a new *; i have an *; i have an account *; i have an appointment *; i have another *
i have already *; i have been *; i have been with *; i have been trying to *; i have been told *; i have changed *; i have found *; i have got *; i have it *
i have just *; i have lost my *; i have made *; i have never *; i have not *; i have not used *; i have not been *; i have now *; i have paid *; i have put *
i have sent *; i have sent you *; i have the *; i have to *; i have tried *; i have two *; i have updated *; i have received *; i have read *; i have no *
i have no problem *; i have no other *; i have no internet; i have no signal; i hear *; i heard *; i hope *; i just *; i just need *; i just called *
i just got *; i keep getting *; i know *; i know that *; i know the *; i left *; i like *; i like the *; i live *; i live in *; i lost my *; i love *
i made *; i made a *; i may *; i mean *; i might *; i missed *; i must *; i need *; i need a *; i need an *; i need it *; i need more *; i need my *
i need some *; i need someone to *; i need that *; i need the *; i need to ask *; i need to book *; i need to cancel *; i need to check *; i need to get *
i need to know *; i need to make *; i need to pay *; i need to return *; i need to see *; i need to send *; i need to speak *; i need your *; i never *
i never got *; i never received *; i never said *; i only *; i only have *; i only need *; i only want *; i ordered *; i ordered a *; i paid *; i paid for *
i paid my *; i pay *; i promise *; i promise to *; i put *; i received *; i received a *; i received an email *; i received your *; i remember *; i run *
i said *; i saw *; i see *; i sent *; i sent you *; i should *; i signed *; i spoke to *; i spoke with *; i still *; i still have *; i still do not *
i still have not *; i suggest *; i think *; i think it *; i think that *; i thought *; i told *; i told you *; i took *; i tried *; i tried to *
i understand *; i understand that *; i understand the *; i use *; i used to *; i usually *; i want *; i want a *; i want it *; i want my *; i want my * back
i want that *; i want the *; i want this *; i want to add *; i want to book *; i want to close *; i want to get *
i want to make a *; i want to make sure *; i want to order *; i want to report *; i want to send *; i want to stop *; i want to thank *; i want to try *
i want to update *; i went *; i will *; i will ask *; i will be *; i will be with you *; i will call *; i will call my *; i will cancel *; i will change *
i will check *; i will do *; i will explain *; i will find *; i will get *; i will give *; i will give you *; i will go *; i will have *; i will have to *
i will help you *; i will just *; i will let you know; i will look *; i will make *; i will make a note *; i will need *; i will need a *; i will need to *
i will not *; i will pass *; i will pay for *; i will pay you *; i will put *; i will put you *; i will read *; i will see *; i will send *; i will speak to *
i will take *; i will talk to *; i will tell you *; i will try *; i will try to *; i will update *; i will wait *; i wish *; i wonder *; i work *; i would *
i would like *; i would like a *; i would like to pay *; i would like to speak *; i would like to talk *; i would like to book *; i would like to return *
i would need *; i would not *; i would say *; i would recommend *; it will *; it will be *; it was *; it was a *; it was not *; it was the *; it was very *
it is a *; it is about *; it is all *; it is for *; it is fine; it is going to *; it is just *; it is my *; it is okay; it is only *; it is still *
it is the *; it is too *; it is very *; it is working *; it is your *; it is up to *; it does *; it does not work; it does not *; it did not *; it can *
it can not *; it comes *; it costs *; it depends on *; it depends *; it gives *; it has *; it has been *; it has not *; it looks like *; it may *
it may take *; it must *; it needs *; it only *; it says *; it should *; it should be *; it should not *; it sounds *; it starts *; it stopped *; it takes *
it would *; it would be *; he is *; he said *; he told me *; he will *; he does not *; she is *; she said *; she told me *; she will *; she has *; they are *
they said *; they told me *; they will *; they have *; they do not *; they did not *; they charged me *; they want *; they were *; we are *; we are a *
we are not *; we are very *; we are here *; we are going to *; we are looking *; we are happy *; we are unable to *; we are calling *; we agreed *
we accept *; we also *; we apologize *; we ask *; we appreciate *; we can *; we can not *; we can not find *; we can offer *; we can send *; we can help *
we can do *; we charge *; we close *; we did *; we did not *; we do *; we do not *; we do not accept *; we do not take *; we do not offer *; we do not need *
we had *; we had a *; we have *; we have a *; we have a new *; we have an *; we have no *; we have not *; we have received *; we have sent *; we have to *
we have two *; we have your *; we hope *; we just *; we just need *; we know *; we live *; we look *; we lost *; we may *; we might *; we must *; we need *
we need a *; we need to *; we need your *; we never *; we never received *; we offer *; we only *; we only have *; we only need *; we open *; we ordered *
we paid *; we received *; we record *; we require *; we sell *; we sent *; we should *; we still *; we take *; we think *; we tried *; we understand *
we use *; we used to *; we want *; we want to *; we were *; we went *; we will *; we will be *; we will call *; we will contact *; we will do *; we will get *
we will give *; we will have *; we will have to *; we will help *; we will make *; we will not *; we will need *; we will pay *; we will put *
we will refund *; we will replace *; we will send *; we will take *; we will try *; we will update *; we will write *; we work *; we would *; we would like *
you are *; you are not *; you are calling *; you are going to *; you are in *; you are on *; you are still *; you are the *; you are very *; you asked *
you called *; you can *; you can also *; you can always *; you can call *; you can cancel *; you can change *; you can check *; you can come *; you can do *
you can get *; you can have *; you can just *; you can keep *; you can not *; you can return *; you can send *; you can speak *; you can take *; you can try *
you can use *; you charged *; you charged me *; you could *; you did *; you did not *; you do *; you do not *; you do not have *; you do not have to *
you do not need *; you get *; you gave me *; you got *; you had *; you have *; you have a *; you have an *; you have been *; you have got *; you have missed *
you have no *; you have not *; you have paid *; you have the *; you have to *; you have two *; you have used *; you just *; you keep *; you know *
you know what *; you may *; you may have *; you may need *; you might *; you must be *; you must have *; you must not *; you need *; you need a *
you need the *; you need your *; you only *; you only need *; you ordered *; you owe *; you paid *; you paid for *; you people *; you pay *; you promised *
you promised me *; you put *; you said *; you said you *; you see *; you sent *; you sent me *; you should *; you should be *; you should get *
you should not *; you still *; you still have *; you still owe *; you told *; you told me that *; you want *; you want to *; you were *; you were not *
you will *; you will be *; you will be charged *; you will find *; you will have *; you will not *; you will not be *; you will pay *; you will receive *
you will receive a *; you will save *; you would *; you would have to *; you would like *; your address *; your address is *; your agent *
your appointment is *; your appointment is at *; your balance *; your balance is *; your bank *; your bill *; your call *; your call is *; your call will be *
your car *; your case *; your claim *; your claim is *; your company *; your contract *; your contract is *; your credit *; your credit card *; your current *
your current * is *; your date of *; your deposit *; your email *; your flight *; your flight is *; your full name *; your home *; your home address
your house *; your information *; your last *; your last bill *; your last payment *; your insurance *; your insurance is *; your invoice *; your loan *
your message *; your mobile *; your monthly *; your new *; your new card *; your next *; your next payment *; your number *; your old *; your order *
your order number *; your order will *; your package *; your package is *; your password *; your payment *; your payment is *; your payment will be *
your phone *; your policy *; your policy is *; your post code *; your product *; your request *; your request has been *; your reservation *
your reservation is *; your service *; your subscription *; your subscription is *; your ticket *; your visit *; my account *; my account number is *
my address *; my appointment *; my bank *; my battery *; my bill *; my bill is *; my boss *; my card *; my card is *; my card was *; my car *
my card number is *; my daughter *; my doctor *; my email *; my email is *; my house *; my house is *; my husband *; my internet *; my job *; my last *
my last bill *; my line *; my mother *; my mobile *; my money *; my money back *; my name *; my neighbor *; my new *; my number *; my old *; my order *
my order is *; my order was *; my package *; my package is *; my package was *; my password *; my payment *; my payment is *; my phone *; my phone is *
my refund *; my screen *; my son *; my wife *; my wifi *; our address is *; our company *; our customers *; our new *; our number is *; our office *
our office is *; our policy *; our prices *; our service *; our system *; our team *; our technician *; the account *; the account is *; the account number *
the address *; the address on *; the agent *; the agent said *; the amount *; the balance *; the balance is *; the bank *; the battery *; the battery is *
the bill *; the bill is *; the bill was *; the box *; the call *; the car *; the card *; the card is *; the card is not *; the card number *; the charge *
the code *; the code is *; the company *; the contract *; the contract is *; the cost *; the cost is *; the customer *; the date *; the date of *
the delivery *; the deposit *; the device *; the device is *; the discount *; the doctor *; the door *; the driver *; the email *; the engineer *; the fee *
the fee is *; the first *; the first time *; the flight *; the form *; the full *; the insurance *; the interest *; the interest is *; the interest rate *
the interest rate is *; the internet *; the internet is *; the invoice *; the item *; the item is *; the item was *; the item was not *; the last *
the last four *; the last time *; the letter *; the light *; the light is *; the line *; the line is *; the loan *; the machine *; the manager *; the meter *
the money *; the money is *; the money was *; the name *; the name on *; the network *; the new *; the next *; the next day *; the number *; the number on *
the number you *; the office *; the office is *; the offer *; the old *; the only *; the order *; the order was *; the other *; the package *
the package is *; the package was *; the parcel *; the password *; the payment *; the payment was *; the phone *; the plan *; the plan is *; the policy *
the policy is *; the price *; the price is *; the price includes *; the price of *; the problem *; the problem is *; the product *; the product is *
the rate *; the reason *; the refund *; the rest *; the return *; the right *; the rules *; the same *; the same as *; the screen *; the screen is *
the service *; the service is *; the service was *; the signal *; the signal is *; the store *; the system *; the system is *; the technician *; the ticket *
the time *; the total *; the train *; the warranty *; the warranty is *; the water *; the website *; the website is *; the whole *; the wrong *; the router *
this account *; this card *; this company *; this is *; this is an *; this is for *; this is good *; this is how *; this is just *; this is my *
this is my last *; this is not *; this is not a *; this is not my *; this is only *; this is our *; this is our last *; this is too *; this is very *
this is what *; this is why *; this is your *; this month *; this morning *; this number *; this offer is *; this offer *; this one *; this order *
this phone *; this plan *; this problem *; this product *; this product is *; this service *; this time *; this was *; this week *; this will *
this will be *; this will take *; that is *; that is a *; that is all *; that is good *; that is great *; that is how *; that is my *; that is my name
that is no problem; that is not the *; that is not a *; that is our *; that is okay *; that is the *; that is too *; that is very *; that is what *
that is what i *; that is why *; that is your *; that was *; that was not *; that will *; that will be *; that will take *; that would *; that would be *
that does not *; that number *; there are *; there are two *; there is another *; there is also *; there is an *; there is an error *; there is no *
there is no one *; there is no problem *; there is no other *; there is nothing *; there is only *; there is some *; there is still *; there is your *
there was *; there was a *; there was no *; there will *; there will be *; there will be a *; these are *; those are *; please *; please check *
please call *; please call our *; please come *; please confirm *; please confirm the *; please contact *; please contact your *; please do *; please do not *
please find *; please have *; please have your *; please hold *; please hold your *; please keep *; please keep your *; please let me *; please let me know *
please listen *; please look *; please make *; please press *; please provide *; please provide your *; please put *; please remember *; please repeat *
please return *; please send it *; please send your *; please sign *; please sign the *; please speak *; please stay *; please stop *; please stop * me
please take *; please take a *; please tell *; please try *; please try to *; please use *; please verify *; please visit *; please wait *
please wait while *; please write *; add a *; add my *; add another *; add the *; agree to *; agree to the *; all my *; all our *; all your *; another one *
answer the *; any other *; any time *; any questions *; anyone else *; as a customer *; as i said *; at home *; at the moment *; at this time *; at your *
back to *; because *; before the *; before you *; book a *; book an *; but i *; but it *; but not *; by phone *; by email *; by mail *; by credit card
by the *; buy a *; buy one *; call back *; call our *; call the *; call us *; call your *; calling *; calling about *; cancel it *; cancel that *
cancel this *; cancel and *; cancel my order *; cancel my appointment; cancel my subscription *; check my *; check the *; check your *; check that *
charged for *; clear the *; close my *; close my account *; close the *; confirm my *; confirm that *; confirm the *; confirm your *; contact me *
contact our *; contact us *; contact your *; credit card *; credit card number *; customer service *; customer service department; date of *; debit card *
do the *; download the *; email address *; end of *; end of the *; enter the *; enter your *; every *; every day *; every month *
every time *; everything is *; everything is fine; explain the *; fill in *; fill in the *; find the *; first name *; for a *; for a new *; for a moment
for example *; for free *; for me *; for my *; for one *; for one month; for one year; for our *; for that *; for the *; for the inconvenience; for this *
for you *; for your *; for your patience; for your help; forget *; free delivery; free of *; free service; from my *; from the *; from your *; full name *
full refund *; get a *; get a refund *; get back to *; get my *; get my money *; get the *; get your *; give a *; give her *; give him *; give it *; give me *
give me a refund; give me the *; give us *; give you *; give you a *; go back to *; good morning *; hang on *; has been *; he wants to *; hold on *
hold on please; hold the *; home address *; hope you *; if i *; if it *; if not *; if that *; if the *; if there is *; if you *; if you are *; if you can *
if you do not *; if you like *; if you need *; in a *; in case *; in my *; in my account; in the *; in the morning; in the system; in the afternoon; in your *
in your account; in your area; insurance company *; insurance policy *; interest rate *; into my *; into the *; into your *; keep the *; keep you *
keep your *; know the *; last month *; last name *; last night *; last one *; last payment *; last time *; late fee *; late payment *; leave it *; leave a *
less than *; let him *; let me *; let me get *; let me know; let me put *; let me read *; let me tell *; let me try *; let me talk *; let me just *
let us *; let us know; listen to *; log in *; log in to *; log into *; log into my *; log into your *; look at *; looking for *
make a *; make a payment *; make an *; make sure *; make the *; me the *; me a *; me your *; money back *; money in *; more than *; most of *; move to *
need help *; never *; never mind; new card *; new phone *; next month *; next week *; no extra *; no fee *; no idea *; no it is *; no more *; no one *
no other *; no problem *; no reason *; no way *; nobody *; nobody is *; nobody can *; nobody called *; not a *; not good *; not my *; not the *; not working
of your *; of the *; off and on; on a *; on hold *; on my *; on my account; on my phone; on the back; on the card; on the account; on the first of *
on the line; on the phone; on the website; on time *; on your *; on your account; on your card; on your phone; once a *; one day *; one hundred *
one moment *; one more *; one of *; one of your *; one year *; only for *; only one *; only the *; open a *; open an account *; open the *; or you *; or we *
or we will *; order number *; other questions; our department; our number; over the phone; over the *; paid *; pay a *; pay by *; pay for *; pay in *
pay it *; pay now; pay off *; pay the *; pay the bill; pay today *; pay with *; pay with a *; pay your *; phone number *; press the *; press the button *
problem with *; put in *; put it *; put me *; put the *; put you *; put your *; question about *; questions about *; rate *; reach the *; read it *
read it out *; read that *; read the *; read the letter; read your *; receive a *; refund *; refund for *; refund my *; refund of *; remember to *
remember the *; repeat the *; reset my *; reset the *; reset your *; restart the *; restart it; restart my *; return in *; return my *
return your *; return policy *; right away *; right to *; risk *; save you *; say the *; say your *; security code *; security number *; see a *; see if *
see the *; sell *; send a *; send him *; send it *; send it back; send it to *; send me a *; send me *; send me the * again; send someone *; send the *
send to *; send us *; send you *; send your *; sign the *; sign up *; sign up for *; so i *; so that *; so you *; social security *; some of *; someone to *
someone will *; someone called *; sorry about *; sorry for *; sorry to *; sorry i *; special *; special offer *; special price *; start the *; start your *
still *; still the same; stop the *; stop my *; stop it; talk about *; take a *; take it *; take my *; take off *; take out *; take the *; take you *
take your *; tell him *; tell me *; tell me the *; tell me what *; tell me when *; tell the *; tell us *; tell you *; ten percent *; text me *; thanks a *
the end of *; they can *; this call; ticket number *; time to *; to a *; to a new *; to me *; to my *; to my account; to our *; to pay *; to the *
to the bank; to you *; to your *; to your account; to your address; to your bank; to your manager; today *; tomorrow morning *; transfer it to *
transfer me *; transfer money to *; transfer the *; transfer to *; transfer you *; transfer your *; try the *; try to *; turn it *; turn it on; turn it off
turn off *; turn on *; turn the *; two weeks *; two years *; under my *; under the *; until *; up to *; update my *; update the *; update your *; use a *
use it *; use my *; use the *; use your *; valid *; verify the *; verify my *; verify your *; verify your account *; verify your address *; very *; visit *
visit our *; visit your *; wait for *; waiting for *; wait a *; want to know *; was not *; was the *; was wrong; welcome to *; what you *; when you *
when you call *; with a *; with my *; with no *; with our *; with the *; with us *; with you *; with your *; within a *; within a week; within one *
within ten *; within two *; work on *; write down *; write to *; wrong number; yes i *; yes it *; yes you *; yes that *; yesterday *; you to *; your own *
`;
